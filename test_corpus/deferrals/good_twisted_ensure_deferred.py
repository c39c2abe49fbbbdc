"""It is awaited."""
from twisted.internet.defer import ensureDeferred


async def fetch(pool, load):
    channel = pool.acquire()
    rows = await ensureDeferred(load(channel))
    pool.release(channel)
    return rows
