"""The view waits in a list, beside its headers, until a later call reads it: the frame holds others by then."""
# select: POOL106
# runtime: entry Consumer.receive, Consumer.run


class Consumer:
    def __init__(self, frames):
        self.frames = frames
        self.reserved = []

    def receive(self, channel):
        frame = self.frames.acquire()  # step: acquired
        try:
            headers, size = channel.recv_into(frame)
            body = memoryview(frame)[:size]  # step: borrowed
            self.reserved.append((headers, body))  # step: escaped
        finally:
            self.frames.release(frame)  # error: [POOL106]  # step: released

    def run(self, work):
        headers, body = self.reserved.pop()  # step: used
        work(headers, body)
