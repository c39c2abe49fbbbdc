"""A copy waits there."""
# select: POOL106
# runtime: entry Consumer.receive, Consumer.run


class Consumer:
    def __init__(self, frames):
        self.frames = frames
        self.reserved = []

    def receive(self, channel):
        frame = self.frames.acquire()
        try:
            headers, size = channel.recv_into(frame)
            body = bytes(memoryview(frame)[:size])
            self.reserved.append((headers, body))
        finally:
            self.frames.release(frame)

    def run(self, work):
        headers, body = self.reserved.pop()
        work(headers, body)
