"""The asynchronous loop draws its rows from a connection that was released before it begins."""


async def export(pool, sink):
    conn = await pool.acquire()  # step: acquired
    try:
        async for row in conn.rows():  # step: used
            await sink.write(row)
    finally:
        await pool.release(conn)  # error: [POOL101] # step: released
