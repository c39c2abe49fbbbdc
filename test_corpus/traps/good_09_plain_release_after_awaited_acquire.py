"""`acquire` is awaited and `release` is not: in several libraries the release is a plain function."""


async def count(pool, table):
    conn = await pool.acquire()
    try:
        return await conn.count(table)
    finally:
        pool.release(conn)
