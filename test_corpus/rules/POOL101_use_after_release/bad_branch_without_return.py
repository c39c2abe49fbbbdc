"""The empty case releases and falls through to the code that still needs the session."""


def notify(pool, users):
    session = pool.acquire()  # step: acquired
    if not users:
        pool.release(session)  # error: [POOL101] # step: released
    session.send(users)  # step: used
    if users:
        pool.release(session)
