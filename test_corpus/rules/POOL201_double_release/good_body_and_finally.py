"""Only the `finally` releases."""


def answer(pool, request):
    buf = pool.acquire()
    try:
        body = request.render(buf)
        return body
    finally:
        pool.release(buf)
