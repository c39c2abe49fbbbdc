"""The entry is replaced before the dict is handed on."""


def flush(pool, send):
    buf = pool.acquire()
    options = {"target": buf}
    pool.release(buf)
    options['target'] = None
    send(**options)
