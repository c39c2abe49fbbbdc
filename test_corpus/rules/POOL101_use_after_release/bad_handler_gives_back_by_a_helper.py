"""Where the first call fails, a helper gives back: nor may a late call that fails keep the connection."""


async def give_back(pool, conn):
    await pool.release(conn)


async def collect(pool, send):
    conn = await pool.acquire()  # step: acquired
    try:
        await send(conn)
    except Exception:
        await give_back(pool, conn)
        return
    await pool.release(conn)  # error: [POOL101] # step: released
    conn.ping()  # step: used
