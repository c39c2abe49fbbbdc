"""The callback itself gives the session back when it is done with it."""


def schedule_ping(loop, pool):
    session = pool.acquire()

    def ping():
        session.ping()
        pool.release(session)

    loop.call_soon(ping)
