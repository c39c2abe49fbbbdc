"""When the first of the two is done, the other one still reads."""
import asyncio


async def read(pool, work):
    conn = await pool.acquire()  # step: acquired
    first = asyncio.create_task(work(conn))  # step: deferred
    second = asyncio.create_task(work(conn))
    await asyncio.wait([first, second], return_when=asyncio.FIRST_COMPLETED)
    await pool.release(conn)  # error: [POOL104] # step: released
