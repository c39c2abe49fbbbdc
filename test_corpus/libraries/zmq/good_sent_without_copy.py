"""The tracker says when the message has left the buffer."""
# select: POOL1


def publish(socket, store, key, header):
    buf = store.acquire(key)
    tracker = socket.send_multipart([header, buf.view()], copy=False, track=True)
    tracker.wait()
    store.release(buf)
