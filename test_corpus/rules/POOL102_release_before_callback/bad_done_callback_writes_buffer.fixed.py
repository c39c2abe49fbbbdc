"""The result arrives later and is written into a buffer that is no longer ours."""


def fill_later(pool, future, sink):
    buf = pool.acquire()  # step: acquired

    def store(done):
        buf.write(done.result())
        sink.send(bytes(buf))

    future.add_done_callback(store)  # step: deferred
    future.add_done_callback(lambda _: pool.release(buf))  # error: [POOL102] # step: released
