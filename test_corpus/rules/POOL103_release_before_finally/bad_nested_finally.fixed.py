"""The inner `finally` frees the buffer that the outer one still writes to the log file."""


def convert(pool, stream, sink):
    buf = pool.acquire()  # step: acquired
    try:
        try:
            stream.read_into(buf)
        finally:
            pass  # error: [POOL103] # step: released
    finally:
        try:
            sink.write(buf)  # step: used
        finally:
            pool.release(buf)  # error: [POOL103] # step: released
