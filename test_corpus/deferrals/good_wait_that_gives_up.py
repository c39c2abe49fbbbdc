"""When the wait is over, by its limit or not, the connection goes back."""

import asyncio


async def refresh(pool, key):
    conn = await pool.acquire()
    await conn.fetch(key)
    try:
        task = asyncio.create_task(conn.execute(key))
        await asyncio.wait_for(task, 5)
    finally:
        await pool.release(conn)
