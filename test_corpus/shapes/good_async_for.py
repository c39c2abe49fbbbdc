"""The rows are drawn before the release."""


async def export(pool, sink):
    conn = await pool.acquire()
    async for row in conn.rows():
        await sink.write(row)
    await pool.release(conn)
