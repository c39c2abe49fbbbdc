"""The transaction ends before the release."""
# select: POOL1


async def store(pool, row):
    conn = await pool.acquire()
    async with conn.transaction():
        await conn.execute("insert into rows values ($1)", row)
    await pool.release(conn)
