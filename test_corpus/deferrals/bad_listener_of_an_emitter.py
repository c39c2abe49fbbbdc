"""The listener runs whenever a message comes, with a connection that others have by then."""


def listen(pool, bus):
    conn = pool.acquire()  # step: acquired
    bus.on("message", lambda message: conn.execute(message))  # step: deferred, used
    pool.release(conn)  # error: [POOL102]  # step: released
