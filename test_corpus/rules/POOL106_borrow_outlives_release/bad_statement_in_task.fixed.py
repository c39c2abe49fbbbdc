"""A task runs the prepared statement after its connection went back."""
# select: POOL1
import asyncio


async def warm(pool, key):
    conn = await pool.acquire()  # step: acquired
    statement = await conn.prepare("select $1")  # step: borrowed
    task = asyncio.create_task(statement.fetchval(key))  # step: deferred
    try:
        return await task
    finally:
        await pool.release(conn)  # error: [POOL106]  # step: released
