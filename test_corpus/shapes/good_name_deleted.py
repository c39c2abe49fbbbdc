"""The name is deleted beside the release; its bytes were copied before."""


def size_of(pool, stream):
    buf = pool.acquire()
    stream.read_into(buf)
    view = bytes(buf)
    pool.release(buf)
    del buf
    return view[0]
