"""The block gives the connection back when the task has ended, whatever fails."""
# select: ALL

import asyncio

import asyncpg

from app.jobs import mirror


async def load(pool: asyncpg.Pool, key):
    async with pool.acquire() as conn:
        await conn.execute("begin")
        task = asyncio.create_task(mirror(conn))
        try:
            found = await conn.fetch(key)
        finally:
            await asyncio.gather(task, return_exceptions=True)
        await conn.execute("commit")
        return found
