"""The caller gets the buffer after the `finally` has put it back: two owners from the first line on."""


def read_frame(pool, stream):
    buf = pool.acquire()  # step: acquired
    try:
        stream.read_into(buf)
        return buf  # step: escaped
    finally:
        pool.release(buf)  # error: [POOL105] "`buf`" # step: released
