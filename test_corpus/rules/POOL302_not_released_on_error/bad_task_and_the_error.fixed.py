"""Each of three statements may fail; while the middle one runs, a task of its own is at work on the connection."""
# select: POOL302

import asyncio

import asyncpg

from app.jobs import mirror


async def load(pool: asyncpg.Pool, key):
    async with pool.acquire() as conn:  # error: [POOL302]  # step: acquired
        await conn.execute("begin")  # step: left
        task = asyncio.create_task(mirror(conn))
        try:
            found = await conn.fetch(key)
            await task
        finally:
            await asyncio.gather(task, return_exceptions=True)
        await conn.execute("commit")
    return found
