"""The session's connector is closed with its block, and the body was not read before."""
# select: POOL1
import aiohttp


async def fetch(url):
    async with aiohttp.ClientSession() as session:  # step: acquired, released
        response = await session.get(url)  # step: borrowed
        return await response.text()  # error: [POOL106]  # step: used
