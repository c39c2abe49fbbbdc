"""`+=` on a pooled byte buffer changes the buffer itself, which has a new owner."""


def frame(pool, header, body):
    buf = pool.acquire()  # step: acquired
    buf[:] = header
    pool.release(buf)  # error: [POOL101] # step: released
    buf += body  # step: used
    return len(body)
