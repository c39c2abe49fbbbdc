"""The slice of a memoryview shares the memory of the buffer."""
# select: POOL1


def header(buf_pool, sock):
    buf = buf_pool.acquire()  # step: acquired
    try:
        sock.recv_into(buf)
        view = memoryview(buf)  # step: borrowed
        head = view[:16]
        return head.hex()  # step: used
    finally:
        buf_pool.release(buf)  # error: [POOL106]  # step: released
