"""A `finally` runs whatever reaches the `yield`."""
# select: POOL402

from contextlib import asynccontextmanager


@asynccontextmanager
async def connection(pool):
    conn = await pool.acquire()
    try:
        yield conn
    finally:
        await pool.release(conn)
