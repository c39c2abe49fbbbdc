"""One branch returns before the `await`: on it the task outlives the connection."""
import asyncio


async def warm(conn):
    await conn.execute("select warm()")


async def report(pool, query):
    conn = await pool.acquire()  # step: acquired
    task = asyncio.create_task(warm(conn))
    rows = await conn.fetch(query)
    if rows:
        await task
    await asyncio.wait([task])
    await pool.release(conn)  # error: [POOL104] # step: released
    return rows
