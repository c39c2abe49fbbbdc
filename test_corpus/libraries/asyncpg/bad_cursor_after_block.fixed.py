"""The cursor of a released connection raises InterfaceError."""
# select: POOL1
import asyncpg


async def page(pool: asyncpg.Pool, query):
    async with pool.acquire() as conn, conn.transaction():  # step: acquired, released
        cursor = await conn.cursor(query)  # step: borrowed
        return await cursor.fetch(10)  # error: [POOL106]  # step: used
