"""The buffer is filled by this task itself: where it is cancelled, nobody else is at work on it."""
# select: POOL403

import asyncio


async def load(pool, path):
    buffer = await pool.acquire()
    try:
        path.readinto(buffer)
        await asyncio.sleep(0)
    finally:
        await pool.release(buffer)
