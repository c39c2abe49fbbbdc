"""A cancellation reaches the block of the caller, and so the `yield`; `except Exception` lets it pass."""
# select: POOL402

from contextlib import asynccontextmanager


@asynccontextmanager
async def connection(pool):
    conn = await pool.acquire()  # error: [POOL402]  # step: acquired
    try:
        yield conn  # step: left
    except BaseException:  # step: left
        await pool.release(conn)  # step: released
        raise
    else:
        await pool.release(conn)
