"""What was not read inside the block can't be read behind it."""
import httpx


async def body(client: httpx.AsyncClient, url):
    async with client.stream("GET", url) as response:  # step: acquired, released
        response.raise_for_status()
        return await response.aread()  # error: [POOL101] # step: used
