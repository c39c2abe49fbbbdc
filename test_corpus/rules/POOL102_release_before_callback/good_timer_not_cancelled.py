"""The timer is cancelled before the connection goes back."""


async def talk(loop, pool, message):
    conn = await pool.acquire()
    timer = loop.call_later(5, conn.heartbeat)
    reply = await conn.send(message)
    timer.cancel()
    await pool.release(conn)
    return reply
