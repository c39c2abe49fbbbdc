"""Closing waits for the server: who is cancelled there never comes to the release."""
# select: POOL302


async def close(pool):
    conn = await pool.acquire()  # error: [POOL302]  # step: acquired
    try:
        await conn.close()  # step: left
    except Exception:
        pass
    pool.release(conn)  # step: released
