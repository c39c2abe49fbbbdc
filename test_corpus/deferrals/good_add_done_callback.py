"""The future is waited for, so its callback has run."""
from concurrent.futures import Future


def follow(pool, future: Future):
    session = pool.acquire()
    session.store(future.result())
    pool.release(session)
