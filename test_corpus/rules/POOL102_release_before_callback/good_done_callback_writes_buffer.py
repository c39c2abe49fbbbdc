"""The buffer goes back in the completion of the future that fills it."""


def fill_later(pool, future, sink):
    buf = pool.acquire()

    def store(done):
        buf.write(done.result())
        sink.send(bytes(buf))
        pool.release(buf)

    future.add_done_callback(store)
