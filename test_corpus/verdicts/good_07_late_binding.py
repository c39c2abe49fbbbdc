"""Nothing suspends before the name is rebound: the callback finds None."""


async def tick(pool, loop):
    conn = pool.acquire()
    loop.call_soon(lambda: conn and conn.ping())
    pool.release(conn)
    conn = None
