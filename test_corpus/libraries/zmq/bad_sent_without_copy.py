"""Without a copy the I/O thread reads the buffer when it gets to it, which may be after the release."""
# select: POOL1


def publish(socket, store, key, header):
    buf = store.acquire(key)  # step: acquired
    socket.send_multipart([header, buf.view()], copy=False)  # step: borrowed, deferred
    store.release(buf)  # error: [POOL106]  # step: released
