"""A cancelled wait for the future of an executor stops the waiting, and not the thread that runs."""
# select: ALL
import asyncio


async def post(loop, pool, send):
    buf = pool.acquire()  # step: acquired
    try:
        sent = loop.run_in_executor(None, send, buf)  # step: deferred
        return await asyncio.wait_for(sent, timeout=5)
    finally:
        pool.release(buf)  # error: [POOL403] "a thread"  # step: released
