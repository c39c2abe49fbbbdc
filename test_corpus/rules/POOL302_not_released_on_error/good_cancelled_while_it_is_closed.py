"""The release is behind a `finally`; closing in a cleanup is not asked what comes upon it."""
# select: POOL302


async def close(pool):
    conn = await pool.acquire()
    try:
        await conn.close()
    finally:
        pool.release(conn)


async def use(pool, work):
    conn = await pool.acquire()
    try:
        await work(conn)
    finally:
        await conn.close()
        pool.release(conn)
