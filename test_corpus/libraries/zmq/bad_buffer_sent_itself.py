"""The buffer itself is the message: it is overwritten by its next owner while it is being sent."""


def publish(socket, buf_pool, source):
    buf = buf_pool.acquire()  # step: acquired
    source.fill(buf)
    socket.send(buf, copy=False)  # step: deferred
    buf_pool.release(buf)  # error: [POOL104]  # step: released
