"""`bytes` copies what the view shows."""
# select: POOL1


def header(buf_pool, sock):
    buf = buf_pool.acquire()
    sock.recv_into(buf)
    view = memoryview(buf)
    head = bytes(view[:16])
    buf_pool.release(buf)
    return head.hex()
