"""One byte is written into the buffer after it was given back."""


def seal(pool, payload, sink):
    buf = pool.acquire()  # step: acquired
    buf[1:] = payload
    sink.write(buf)
    buf[0] = 0  # step: used
    pool.release(buf)  # error: [POOL101] # step: released
