"""The body was not read in the block, and the connection went back with its end."""
import aiohttp


async def load(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:  # step: acquired, released
        response.raise_for_status()
        return await response.read()  # error: [POOL101] # step: used
