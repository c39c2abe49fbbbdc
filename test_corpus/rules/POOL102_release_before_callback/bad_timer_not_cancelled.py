"""The heartbeat fires five seconds later, on a connection that someone else has by then."""


async def talk(loop, pool, message):
    conn = await pool.acquire()  # step: acquired
    timer = loop.call_later(5, conn.heartbeat)  # step: deferred
    reply = await conn.send(message)
    await pool.release(conn)  # error: [POOL102] # step: released
    return reply
