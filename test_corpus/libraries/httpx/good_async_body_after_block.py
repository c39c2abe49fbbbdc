"""After `aread` the body stays."""
import httpx


async def body(client: httpx.AsyncClient, url):
    async with client.stream("GET", url) as response:
        await response.aread()
    return response.text
