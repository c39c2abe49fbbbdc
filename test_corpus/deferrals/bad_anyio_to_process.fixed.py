"""A thread works on the very buffer, and its task is awaited after the release."""
import asyncio

from anyio import to_thread


async def shrink(pool, resize, picture):
    buf = pool.acquire()  # step: acquired
    buf.load(picture)
    job = asyncio.create_task(to_thread.run_sync(resize, buf))  # step: deferred
    try:
        return await job
    finally:
        pool.release(buf)  # error: [POOL104] # step: released
