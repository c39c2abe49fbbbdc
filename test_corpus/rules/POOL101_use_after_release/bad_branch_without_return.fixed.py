"""The empty case releases and falls through to the code that still needs the session."""


def notify(pool, users):
    session = pool.acquire()  # step: acquired
    try:
        session.send(users)  # step: used
    finally:
        pool.release(session)  # error: [POOL101] # step: released
