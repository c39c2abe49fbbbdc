"""The comparison is with the wrong state: the buffer is filled after it went back."""


def fill(pool, reader):
    buf = pool.acquire()  # step: acquired
    state = "held"
    if reader.empty():
        pool.release(buf)  # error: [POOL101] # step: released
        state = "gone"
    if state == "gone":
        reader.read_into(buf)  # step: used
