"""`return conn.fetch(...)` hands out a coroutine; the `finally` releases before it starts."""
import asyncpg


async def rows(pool: asyncpg.Pool, query):
    conn = await pool.acquire()  # step: acquired
    try:
        return conn.fetch(query)
    finally:
        await pool.release(conn)  # error: [POOL102] # step: released
