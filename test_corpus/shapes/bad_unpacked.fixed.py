"""Unpacking reads the released tuple buffer."""


def split(pool, line):
    parts = pool.acquire()  # step: acquired
    parts[:] = line.split(",")
    first, *rest = parts  # step: used
    pool.release(parts)  # error: [POOL101] # step: released
    return first, rest
