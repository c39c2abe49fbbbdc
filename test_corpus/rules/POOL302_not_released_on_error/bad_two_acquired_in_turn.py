"""The second acquisition fails, and the first connection is outside of the block."""
# select: ALL


async def copy(pool, table):
    first = await pool.acquire()  # error: [POOL302] # step: acquired
    second = await pool.acquire()  # step: left
    try:
        await first.copy(second, table)
    finally:
        await pool.release(first)  # step: released
        await pool.release(second)
