"""The reader gets a copy."""


def send(pool, out_queue, data):
    buf = pool.acquire(len(data))
    buf[:] = data
    out_queue.put(bytes(buf))
    pool.release(buf)
