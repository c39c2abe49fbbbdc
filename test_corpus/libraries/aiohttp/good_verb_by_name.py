"""The body is read inside the block; the head of an answer that was not read is right outside, too."""
# select: ALL
# runtime: given verb = "get"

import aiohttp


async def call(url, verb):
    result = {}
    async with aiohttp.ClientSession() as session:
        answer = await getattr(session, verb)(url)
        result["answer"] = answer
        if answer.status == 200:
            result["body"] = await answer.json()
    return result
