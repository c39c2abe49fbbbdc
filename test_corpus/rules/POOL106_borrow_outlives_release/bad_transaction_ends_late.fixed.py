"""The end of the transaction's block commits on a connection that was given back inside it."""
# select: POOL1


async def store(pool, row):
    conn = await pool.acquire()  # step: acquired
    async with conn.transaction():  # step: borrowed, used
        await conn.execute("insert into rows values ($1)", row)
    await pool.release(conn)  # error: [POOL106]  # step: released
