"""`+=` changes a copy."""


def frame(pool, header, body):
    buf = pool.acquire()
    buf[:] = header
    head = bytes(buf)
    pool.release(buf)
    head += body
    return head
