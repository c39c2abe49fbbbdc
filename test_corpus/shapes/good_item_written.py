"""The byte is written first."""


def seal(pool, payload, sink):
    buf = pool.acquire()
    buf[1:] = payload
    sink.write(buf)
    buf[0] = 0
    pool.release(buf)
