"""The partial keeps the connection by value, so rebinding the name does not help."""
from functools import partial


def expire(pool, loop, cache, key):
    conn = pool.acquire()  # step: acquired
    conn.touch(key)
    loop.call_later(60, partial(cache.refresh, conn, key))
    pool.release(conn)  # error: [POOL102] # step: released
    conn = None
