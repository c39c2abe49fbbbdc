"""The body is asked for when its connection serves another request."""
import httpcore


async def body(http: httpcore.AsyncConnectionPool, url):
    async with http.stream("GET", url) as response:  # step: acquired, released
        if response.status != 200:
            return None
        return await response.aread()  # error: [POOL101] # step: used
