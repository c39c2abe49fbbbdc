"""Who gives up the wait arranges for what comes late."""
# select: POOL302
import asyncio


async def checked_out(pool):
    inner = asyncio.ensure_future(pool.acquire())
    try:
        return await asyncio.shield(inner)
    except asyncio.CancelledError:
        inner.add_done_callback(lambda done: pool.release(done.result()))
        raise


async def plain(pool):
    return await asyncio.ensure_future(pool.acquire())
