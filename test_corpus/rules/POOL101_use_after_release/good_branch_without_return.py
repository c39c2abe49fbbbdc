"""The empty case releases and leaves the function."""


def notify(pool, users):
    session = pool.acquire()
    if not users:
        pool.release(session)
        return
    session.send(users)
    pool.release(session)
