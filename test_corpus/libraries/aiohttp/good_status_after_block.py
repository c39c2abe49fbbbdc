"""The status is a plain field of the response and may be read at any time."""
import aiohttp


async def probe(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:
        await response.read()
    return response.status
