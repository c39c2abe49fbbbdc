"""`return await` runs the query before the `finally`."""
import asyncpg


async def rows(pool: asyncpg.Pool, query):
    conn = await pool.acquire()
    try:
        return await conn.fetch(query)
    finally:
        await pool.release(conn)
