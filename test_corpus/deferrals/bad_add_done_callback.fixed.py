"""The future calls the session when it is done, which is after the release."""
from concurrent.futures import Future


def follow(pool, future: Future):
    session = pool.acquire()  # step: acquired
    future.add_done_callback(session.store)  # step: deferred
    future.add_done_callback(lambda _: pool.release(session))  # error: [POOL102] # step: released
