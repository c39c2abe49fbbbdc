"""The body is read in the block."""

import aiohttp


async def token(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:
        return await response.json()
