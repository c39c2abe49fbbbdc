"""A closure is no other function for being decorated."""
import functools


def fetch(pool):
    conn = pool.acquire()  # step: acquired

    @functools.lru_cache(maxsize=None)
    def ping():  # step: deferred
        return conn.ping()  # step: used

    pool.release(conn)  # error: [POOL102] # step: released
    return ping()  # step: used
