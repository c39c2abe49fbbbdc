"""The last call comes before the release."""


async def collect(pool, send, log):
    conn = await pool.acquire()
    try:
        await send(conn)
    except Exception:
        log.exception("not sent")
        return
    conn.ping()
    await pool.release(conn)
