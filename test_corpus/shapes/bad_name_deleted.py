"""Another name for the object outlives the deleted one."""


def size_of(pool, stream):
    buf = pool.acquire()  # step: acquired
    stream.read_into(buf)
    view = buf
    pool.release(buf)  # error: [POOL101] # step: released
    del buf
    return view[0]  # step: used
