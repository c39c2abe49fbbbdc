"""A release that fails is nobody's plan: the second one may stand behind it."""
# select: ALL


async def copy(pool, table):
    first = await pool.acquire()
    try:
        second = await pool.acquire()
        try:
            await first.copy(second, table)
        except BaseException:
            await pool.release(second)
            raise
        await pool.release(second)
    finally:
        await pool.release(first)
