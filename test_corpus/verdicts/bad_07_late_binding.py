"""With an `await` before the rebinding, the callback finds the released connection under its name."""
import asyncio


async def tick(pool, loop):
    conn = pool.acquire()  # step: acquired
    loop.call_soon(lambda: conn and conn.ping())
    pool.release(conn)  # error: [POOL102] # step: released
    await asyncio.sleep(1)
    conn = None
