"""Where the wait gives up, the buffer goes back when the thread is done."""
import asyncio


async def post(loop, pool, send):
    buf = pool.acquire()
    sent = loop.run_in_executor(None, send, buf)
    sent.add_done_callback(lambda _: pool.release(buf))
    try:
        return await asyncio.wait_for(asyncio.shield(sent), timeout=5)
    except asyncio.TimeoutError:
        return None
