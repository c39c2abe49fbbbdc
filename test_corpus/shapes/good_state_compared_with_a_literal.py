"""The state says whether the buffer is still held; it is compared, not tested for truth."""


def fill(pool, reader):
    buf = pool.acquire()
    state = "held"
    if reader.empty():
        pool.release(buf)
        state = "gone"
    if state == "held":
        reader.read_into(buf)
        pool.release(buf)
