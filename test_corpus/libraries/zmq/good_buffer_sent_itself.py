"""The socket copies the message by default."""


def publish(socket, buf_pool, source):
    buf = buf_pool.acquire()
    source.fill(buf)
    socket.send(buf)
    buf_pool.release(buf)
