"""A task that is waited for with a limit is cancelled and over; the thread gives the buffer back by itself."""
# select: ALL
import asyncio


async def post(pool, send):
    buf = pool.acquire()
    try:
        sent = asyncio.create_task(send(buf))
        return await asyncio.wait_for(sent, timeout=5)
    finally:
        pool.release(buf)


async def post_a_copy(loop, pool, send):
    buf = pool.acquire()
    try:
        sent = loop.run_in_executor(None, send, bytes(buf))
        return await asyncio.wait_for(sent, timeout=5)
    finally:
        pool.release(buf)
