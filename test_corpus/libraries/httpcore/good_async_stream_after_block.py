"""The body is read inside."""
import httpcore


async def body(http: httpcore.AsyncConnectionPool, url):
    async with http.stream("GET", url) as response:
        if response.status != 200:
            return None
        return await response.aread()
