"""Each of three statements may fail; while the middle one runs, a task of its own is at work on the connection."""
# select: POOL302

import asyncio

import asyncpg

from app.jobs import mirror


async def load(pool: asyncpg.Pool, key):
    conn = await pool.acquire()  # error: [POOL302]  # step: acquired
    await conn.execute("begin")  # step: left
    task = asyncio.create_task(mirror(conn))
    found = await conn.fetch(key)
    await task
    await conn.execute("commit")
    await pool.release(conn)  # step: released
    return found
