"""The first of one task is all of them."""
import asyncio


async def read(pool, work):
    conn = await pool.acquire()
    task = asyncio.create_task(work(conn))
    await asyncio.wait([task], return_when=asyncio.FIRST_COMPLETED)
    await pool.release(conn)
