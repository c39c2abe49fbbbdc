"""`raise_for_status` gives the connection back before it raises: the body can't be read any more."""

import aiohttp


async def create(session, url, job, log):
    resp = await session.post(url, json=job)  # step: acquired
    try:
        resp.raise_for_status()  # error: [POOL103]  # step: released
    except aiohttp.ClientResponseError:
        log.warning("refused: %s", await resp.text())  # step: used
        raise
    return await resp.json()
