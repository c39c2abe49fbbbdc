"""The loop calls the lambda after this function is done, when the session has long been released."""


def schedule_ping(loop, pool):
    session = pool.acquire()  # step: acquired
    loop.call_soon(lambda: session.ping())  # step: deferred, used
    pool.release(session)  # error: [POOL102] "`session`" # step: released
