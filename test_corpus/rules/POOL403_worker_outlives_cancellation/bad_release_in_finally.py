"""The `finally` gives the buffer back although the executor may still fill it."""
# select: POOL403

import asyncio


async def load(pool, executor, path):
    buffer = await pool.acquire()  # step: acquired
    loop = asyncio.get_running_loop()
    try:
        await loop.run_in_executor(executor, path.readinto, buffer)  # step: deferred
    finally:
        await pool.release(buffer)  # error: [POOL403]  # step: released
