"""Whatever the verb is, the answer dies with its session; asking its status doesn't read it."""
# select: ALL
# runtime: given verb = "get"

import aiohttp


async def call(url, verb):
    async with aiohttp.ClientSession() as session:  # step: acquired, released
        answer = await getattr(session, verb)(url)  # step: borrowed
    if answer.status != 200:
        return None
    return await answer.json()  # error: [POOL106]  # step: used
