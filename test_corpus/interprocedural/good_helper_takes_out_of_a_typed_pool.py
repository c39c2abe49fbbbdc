"""A second release does nothing in asyncpg; the helper does not know what pool it is given, the caller does."""
import asyncpg


async def take(source):
    conn = await source.acquire()
    await conn.fetch("select 1")
    return conn


async def count(pool: asyncpg.Pool, limit):
    conn = await take(pool)
    if limit:
        await pool.release(conn)
    await pool.release(conn)
