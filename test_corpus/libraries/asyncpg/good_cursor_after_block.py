"""`fetch` gives plain records, which outlive the connection."""
# select: POOL1
import asyncpg


async def page(pool: asyncpg.Pool, query):
    async with pool.acquire() as conn, conn.transaction():
        cursor = await conn.cursor(query)
        rows = await cursor.fetch(10)
        more = await conn.fetch(query)
    return rows, more
