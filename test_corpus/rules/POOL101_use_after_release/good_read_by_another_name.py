"""The size is read while the buffer is held."""


def size_of(pool):
    buffer = pool.acquire()
    same = buffer
    size = same.size
    pool.release(buffer)
    buffer = None
    return size, buffer
