"""The wait ends when the stop signal comes first, and the copy is still running."""
import asyncio


async def copy_until(pool, copy, stop):
    conn = await pool.acquire()  # step: acquired
    work = asyncio.create_task(copy(conn))
    halt = asyncio.create_task(stop())
    await asyncio.wait({work, halt}, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait([work])
    await pool.release(conn)  # error: [POOL104] # step: released
