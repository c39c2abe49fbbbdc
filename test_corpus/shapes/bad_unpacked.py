"""Unpacking reads the released tuple buffer."""


def split(pool, line):
    parts = pool.acquire()  # step: acquired
    parts[:] = line.split(",")
    pool.release(parts)  # error: [POOL101] # step: released
    first, *rest = parts  # step: used
    return first, rest
