"""The parts are unpacked before the release."""


def split(pool, line):
    parts = pool.acquire()
    parts[:] = line.split(",")
    first, *rest = parts
    pool.release(parts)
    return first, rest
