"""The frame is sent on inside a tuple and then released under its reader."""


def produce(pool, out_queue, camera):
    frame = pool.acquire()  # step: acquired
    camera.read_into(frame)
    out_queue.put((1, frame))  # step: escaped
    pool.release(frame)  # error: [POOL105] # step: released
