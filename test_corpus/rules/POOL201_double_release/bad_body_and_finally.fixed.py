"""The body releases for speed and the `finally` releases again: the free list has the buffer twice."""


def answer(pool, request):
    buf = pool.acquire()  # step: acquired
    try:
        body = request.render(buf)
        return body
    finally:
        pool.release(buf)  # error: [POOL201] # step: released
