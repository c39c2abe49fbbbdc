"""The released buffer is handed on by `*args`, out of the tuple that holds it."""


def flush(pool, send):
    buf = pool.acquire()  # step: acquired
    args = (buf, 1)
    try:
        send(*args)  # step: used
    finally:
        pool.release(buf)  # error: [POOL101] # step: released
