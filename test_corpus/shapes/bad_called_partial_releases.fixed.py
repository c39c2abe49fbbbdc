"""`give` is the release with its argument bound; after its call the connection is somebody else's."""
import functools


def measure(pool):
    conn = pool.acquire()  # step: acquired
    give = functools.partial(pool.release, conn)
    try:
        return conn.latency()  # step: used
    finally:
        give()  # error: [POOL101] # step: released
