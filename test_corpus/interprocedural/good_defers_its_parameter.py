"""The helper flushes at once."""


def flush(loop, session):
    loop.stop_timer()
    session.flush()


def save(pool, loop, item):
    session = pool.acquire()
    session.add(item)
    flush(loop, session)
    pool.release(session)
