"""The body is read in the block."""
import aiohttp


async def load(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:
        response.raise_for_status()
        return await response.read()
