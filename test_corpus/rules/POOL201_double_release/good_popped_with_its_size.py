"""Only the loop gives back; the size that comes with the chunk is nothing to give."""


class Response:
    def __init__(self, channel, pool):
        self.channel = channel
        self.pool = pool

    def write(self, buf, size):
        try:
            self.channel.write(buf, size)
        except ConnectionError:
            self.channel.closed = True

    def flush(self, chunks):
        while chunks:
            buf, size = chunks.take_last()
            self.write(buf, size)
            self.pool.release(buf)
