"""After the stop signal the copy is awaited too."""
import asyncio


async def copy_until(pool, copy, stop):
    conn = await pool.acquire()
    work = asyncio.create_task(copy(conn))
    halt = asyncio.create_task(stop())
    await asyncio.wait({work, halt}, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait({work})
    await pool.release(conn)
