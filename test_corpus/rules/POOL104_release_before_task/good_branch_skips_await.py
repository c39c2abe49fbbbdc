"""Both branches wait for the task."""
import asyncio


async def warm(conn):
    await conn.execute("select warm()")


async def report(pool, query):
    conn = await pool.acquire()
    task = asyncio.create_task(warm(conn))
    rows = await conn.fetch(query)
    if rows:
        await task
    else:
        await asyncio.wait([task])
    await pool.release(conn)
    return rows
