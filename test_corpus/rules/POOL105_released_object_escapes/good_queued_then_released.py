"""The reader of the queue owns the frame and gives it back."""


def produce(pool, out_queue, camera):
    frame = pool.acquire()
    camera.read_into(frame)
    out_queue.put(frame)


def consume(pool, in_queue, sink):
    frame = in_queue.get()
    sink.write(frame)
    pool.release(frame)
