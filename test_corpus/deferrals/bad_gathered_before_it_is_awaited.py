"""One of the two fails, the handler gives the connection back, and the other one still reads."""
import asyncio


async def read(pool, work):
    conn = await pool.acquire()  # step: acquired
    try:
        await asyncio.gather(work(conn), work(conn))  # step: deferred
    except ValueError:
        await pool.release(conn)  # error: [POOL104] # step: released
        return
    await pool.release(conn)
