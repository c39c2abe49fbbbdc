"""The wait gives up after five seconds; the thread goes on with a buffer that is somebody else's by then."""
import asyncio


async def post(loop, pool, send):
    buf = pool.acquire()  # step: acquired
    try:
        sent = loop.run_in_executor(None, send, buf)  # step: deferred
        return await asyncio.wait_for(sent, timeout=5)
    except asyncio.TimeoutError:
        return None
    finally:
        pool.release(buf)  # error: [POOL104] "a thread"  # step: released
