"""The reader of the queue gets a frame that the pool has lent out again."""


def produce(pool, out_queue, camera):
    frame = pool.acquire()  # step: acquired
    camera.read_into(frame)
    out_queue.put(frame)  # step: escaped
    pool.release(frame)  # error: [POOL105] # step: released
