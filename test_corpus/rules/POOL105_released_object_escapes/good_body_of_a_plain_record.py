"""The record carries a copy; a label that keeps what it was made for asks nothing of it."""


class Cached:
    def __init__(self, status, body):
        self.status = status
        self.body = body


class Label:
    def __init__(self, buf):
        self.buf = buf

    def text(self):
        return "a buffer"


def load(buffers, stored):
    buf = buffers.acquire()
    try:
        buf.write(stored)
        return Cached(200, body=buf.getvalue())
    finally:
        buffers.release(buf)


def label(buffers):
    buf = buffers.acquire()
    try:
        return Label(buf)
    finally:
        buffers.release(buf)
