"""The task of a bound coroutine method runs when the connection is gone."""
import asyncio


async def warm(pool, keys):
    conn = await pool.acquire()  # step: acquired
    task = asyncio.create_task(conn.prefetch(keys))  # step: deferred
    rows = await conn.fetch(keys[0])
    try:
        await task
    finally:
        await pool.release(conn)  # error: [POOL104] # step: released
    return rows
