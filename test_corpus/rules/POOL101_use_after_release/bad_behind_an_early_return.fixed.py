"""An arm that gives back and returns is on another way: on this one no error was likely before the release."""


async def publish(pool, channel, key, limit):
    conn = await pool.acquire()  # step: acquired
    if limit > 0:
        await pool.release(conn)
        return False
    channel.conn = conn
    try:
        await conn.execute(key)  # step: used
    finally:
        await pool.release(conn)  # error: [POOL101] # step: released
    return True
