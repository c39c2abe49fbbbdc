"""The write goes on when the function has returned, and the `finally` has given its buffer away."""


class Writer:
    def __init__(self, stream, buffer_pool):
        self.stream = stream
        self.buffer_pool = buffer_pool

    def write_line(self, data):
        buffer = self.buffer_pool.get_buffer()  # step: acquired
        try:
            buffer[: len(data)] = data
            return self.stream.write_async(buffer, 0, len(data))  # step: deferred, escaped
        finally:
            self.buffer_pool.return_buffer(buffer)  # error: [POOL102]  # step: released
