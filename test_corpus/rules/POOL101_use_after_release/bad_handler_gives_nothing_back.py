"""Where the first call fails, the connection is kept anyhow: a plain move keeps no more than that."""


async def collect(pool, send, log):
    conn = await pool.acquire()  # step: acquired
    try:
        await send(conn)
    except Exception:
        log.exception("not sent")
        return
    await pool.release(conn)  # error: [POOL101] # step: released
    conn.ping()  # step: used
