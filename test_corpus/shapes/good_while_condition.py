"""The condition of the loop asks the source, not the stream."""


def drain(pool, source):
    stream = pool.acquire()
    while source.advance():
        if source.finished:
            pool.release(stream)
            break
