"""The outer `finally` frees, after the inner one has written."""


def convert(pool, stream, sink):
    buf = pool.acquire()
    try:
        try:
            stream.read_into(buf)
        finally:
            sink.write(buf)
    finally:
        pool.release(buf)
