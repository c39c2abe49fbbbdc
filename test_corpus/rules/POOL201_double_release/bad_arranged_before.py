"""A callback of the task gives the connection back, whatever becomes of the wait for it."""

import asyncio


async def fetch(pool, sql):
    conn = await pool.acquire()  # step: acquired
    task = asyncio.create_task(conn.fetch(sql))
    task.add_done_callback(lambda done: pool.release(conn))  # step: released
    try:
        return await asyncio.wait_for(task, 5)
    except asyncio.TimeoutError:
        pool.release(conn)  # error: [POOL201]  # step: released
        raise
