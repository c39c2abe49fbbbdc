"""The condition of the loop is asked again after the body has released the stream."""


def drain(pool, source):
    stream = pool.acquire()  # step: acquired
    try:
        while stream.advance():  # step: used
            if source.finished:
                pass  # error: [POOL101] # step: released
    finally:
        pool.release(stream)  # error: [POOL101] # step: released
