"""In its own block the response stays open until the end, and status and headers are there in any case."""

import aiohttp


async def create(session, url, job, log):
    async with session.post(url, json=job) as resp:
        try:
            resp.raise_for_status()
        except aiohttp.ClientResponseError:
            log.warning("refused: %s", await resp.text())
            raise
        return await resp.json()


async def create_quietly(session, url, job, log):
    resp = await session.post(url, json=job)
    try:
        resp.raise_for_status()
    except aiohttp.ClientResponseError:
        log.warning("refused: %s", resp.status)
        raise
    return await resp.json()
