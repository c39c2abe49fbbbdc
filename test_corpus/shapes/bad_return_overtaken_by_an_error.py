"""The `finally` gives back what `return` has named, with an error of its own or without."""


async def load(pool, work, log):
    conn = await pool.acquire()  # step: acquired
    try:
        return conn  # step: escaped
    finally:
        try:
            await work()
        except Exception:
            log.exception("failed")
        await pool.release(conn)  # error: [POOL105] # step: released
