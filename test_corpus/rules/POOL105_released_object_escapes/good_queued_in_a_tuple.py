"""A copy is sent on inside the tuple; the frame itself goes back."""


def produce(pool, out_queue, camera):
    frame = pool.acquire()
    camera.read_into(frame)
    out_queue.put((1, bytes(frame)))
    pool.release(frame)
