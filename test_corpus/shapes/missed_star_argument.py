"""The released buffer is handed on by `*args`; what stands in a tuple is not followed through the star."""


def flush(pool, send):
    buf = pool.acquire()
    args = (buf, 1)
    pool.release(buf)  # missed: [POOL101]
    send(*args)
