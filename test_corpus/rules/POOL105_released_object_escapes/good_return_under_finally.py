"""The caller gets a copy."""


def read_frame(pool, stream):
    buf = pool.acquire()
    try:
        stream.read_into(buf)
        return bytes(buf)
    finally:
        pool.release(buf)
