"""The coroutine that would read the body is returned out of the block: awaited, it finds the connection gone."""

import aiohttp


async def token(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:  # step: acquired, released
        return response.json()  # error: [POOL102]  # step: deferred, escaped
