"""The same, with the last use before the release."""


async def publish(pool, channel, key, limit):
    conn = await pool.acquire()
    if limit > 0:
        await pool.release(conn)
        return False
    channel.conn = conn
    try:
        await conn.execute(key)
    finally:
        await pool.release(conn)
    return True
