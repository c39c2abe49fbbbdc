"""A body that was read inside the block stays in the response, as do its status and headers."""
# select: POOL1
import aiohttp


async def fetch(url):
    async with aiohttp.ClientSession() as session:
        response = await session.get(url)
        await response.read()
        async with session.post(url, data=await response.text()) as answer:
            answer.raise_for_status()
    return answer.status, await response.text()
