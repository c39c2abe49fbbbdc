"""The record only carries its body, so who gets the record reads a buffer of the next request."""


class Cached:
    def __init__(self, status, body):
        self.status = status
        self.body = body


def load(buffers, stored):
    buf = buffers.acquire()  # step: acquired
    try:
        buf.write(stored)
        return Cached(200, body=buf)  # step: escaped
    finally:
        buffers.release(buf)  # error: [POOL105] "is returned"  # step: released


def body(buffers, stored):
    return load(buffers, stored).body.read()
