"""When the future is done, the loop calls a session that went back."""
def follow(pool, loop, future):
    session = pool.acquire()  # step: acquired
    loop.add_future(future, session.note)  # step: deferred
    pool.release(session)  # error: [POOL102] # step: released
