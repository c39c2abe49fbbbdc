"""`emit` puts the frame on the queue, and then it is released under its reader."""


def emit(out_queue, frame):
    out_queue.put(frame)


def capture(pool, camera, out_queue):
    frame = pool.acquire()  # step: acquired
    camera.read_into(frame)
    emit(out_queue, frame)
    pool.release(frame)  # error: [POOL105] # step: released
