"""The name is let go of behind the release; another one still reads the size."""


def size_of(pool):
    buffer = pool.acquire()  # step: acquired
    same = buffer
    pool.release(buffer)  # error: [POOL101]  # step: released
    buffer = None
    size = same.size  # step: used
    return size, buffer
