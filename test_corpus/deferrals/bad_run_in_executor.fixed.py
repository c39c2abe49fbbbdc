"""The executor's job is awaited after the buffer was released."""
import asyncio


async def compress(pool, squeeze, data):
    loop = asyncio.get_running_loop()
    buf = pool.acquire()  # step: acquired
    buf[:] = data
    job = loop.run_in_executor(None, squeeze, buf)
    try:
        return await job
    finally:
        pool.release(buf)  # error: [POOL104] # step: released
