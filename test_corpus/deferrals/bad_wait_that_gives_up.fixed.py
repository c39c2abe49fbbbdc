"""The wait may give up before the task has begun: the connection has to go back then as well."""

import asyncio


async def refresh(pool, key):
    conn = await pool.acquire()  # step: acquired
    await conn.fetch(key)
    try:
        task = asyncio.create_task(conn.execute(key))  # step: deferred
        await asyncio.wait_for(task, 5)
    finally:
        await pool.release(conn)  # error: [POOL104] # step: released
