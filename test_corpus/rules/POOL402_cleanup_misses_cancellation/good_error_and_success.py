"""A `finally` stands for success, errors and cancellations."""
# select: ALL


async def fetch(pool, sql):
    conn = await pool.acquire()
    try:
        rows = await conn.fetch(sql)
    finally:
        await pool.release(conn)
    return rows
