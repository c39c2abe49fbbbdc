"""The last call comes before the release."""


async def give_back(pool, conn):
    await pool.release(conn)


async def collect(pool, send):
    conn = await pool.acquire()
    try:
        await send(conn)
        conn.ping()
    except Exception:
        await give_back(pool, conn)
        return
    await pool.release(conn)
