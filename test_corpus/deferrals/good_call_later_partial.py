"""The partial keeps the key only."""
from functools import partial


def expire(pool, loop, cache, key):
    conn = pool.acquire()
    conn.touch(key)
    loop.call_later(60, partial(cache.refresh, key))
    pool.release(conn)
    conn = None
