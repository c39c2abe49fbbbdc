"""The helper gives the chunk back where the client is gone, and the loop does so once more."""


class Response:
    def __init__(self, channel, pool):
        self.channel = channel
        self.pool = pool

    def write(self, buf, size):
        try:
            self.channel.write(buf, size)
        except ConnectionError:
            self.pool.release(buf)

    def flush(self, chunks):
        while chunks:
            buf, size = chunks.take_last()
            self.write(buf, size)  # step: released
