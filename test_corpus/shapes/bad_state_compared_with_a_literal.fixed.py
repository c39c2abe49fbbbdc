"""The comparison is with the wrong state: the buffer is filled after it went back."""


def fill(pool, reader):
    buf = pool.acquire()  # step: acquired
    try:
        state = "held"
        if reader.empty():
            state = "gone"
        if state == "gone":
            reader.read_into(buf)  # step: used
    finally:
        pool.release(buf)  # error: [POOL101] # step: released
