"""The bound release is called last."""
import functools


def measure(pool):
    conn = pool.acquire()
    give = functools.partial(pool.release, conn)
    latency = conn.latency()
    give()
    return latency
