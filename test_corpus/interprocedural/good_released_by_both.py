"""The helper alone puts the buffer back."""


def finish(pool, buf, sink):
    sink.write(buf)
    pool.release(buf)


def dump(pool, sink, fill):
    buf = pool.acquire()
    fill(buf)
    finish(pool, buf, sink)
