"""The released buffer is handed on by `**options`; the two spellings of the key are one key."""


def flush(pool, send):
    buf = pool.acquire()  # step: acquired
    options = {"target": buf}
    try:
        options['target'].clear()  # step: used
        send(**options)
    finally:
        pool.release(buf)  # error: [POOL101] # step: released
