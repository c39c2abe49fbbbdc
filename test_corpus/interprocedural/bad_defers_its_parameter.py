"""The helper leaves a callback on the loop that still holds the session."""


def flush_later(loop, session):
    loop.call_soon(session.flush)


def save(pool, loop, item):
    session = pool.acquire()  # step: acquired
    session.add(item)
    flush_later(loop, session)  # step: deferred
    pool.release(session)  # error: [POOL102] # step: released
