"""`emit` puts a copy on the queue."""


def emit(out_queue, frame):
    out_queue.put(bytes(frame))


def capture(pool, camera, out_queue):
    frame = pool.acquire()
    camera.read_into(frame)
    emit(out_queue, frame)
    pool.release(frame)
