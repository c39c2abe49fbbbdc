"""The reader of the queue gets the buffer when it belongs to the pool again."""


def send(pool, out_queue, data):
    buf = pool.acquire(len(data))  # step: acquired
    buf[:] = data
    out_queue.put(buf)  # step: escaped
    pool.release(buf)  # error: [POOL105] # step: released
