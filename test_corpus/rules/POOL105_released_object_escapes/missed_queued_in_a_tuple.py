"""The frame is sent on inside a tuple and then released under its reader."""


def produce(pool, out_queue, camera):
    frame = pool.acquire()
    camera.read_into(frame)
    out_queue.put((1, frame))
    pool.release(frame)  # missed: [POOL105]
