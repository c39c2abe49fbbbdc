"""The tuple is handed on before the buffer goes back."""


def flush(pool, send):
    buf = pool.acquire()
    args = (buf, 1)
    send(*args)
    pool.release(buf)
