"""The helper has put the buffer back; its caller does it again."""


def finish(pool, buf, sink):
    sink.write(buf)
    pool.release(buf)


def dump(pool, sink, fill):
    buf = pool.acquire()  # step: acquired
    fill(buf)
    finish(pool, buf, sink)  # step: released
