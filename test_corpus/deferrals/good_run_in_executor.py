"""The executor's job is awaited first."""
import asyncio


async def compress(pool, squeeze, data):
    loop = asyncio.get_running_loop()
    buf = pool.acquire()
    buf[:] = data
    job = loop.run_in_executor(None, squeeze, buf)
    result = await job
    pool.release(buf)
    return result
