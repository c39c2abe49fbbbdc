"""The write is awaited, gets a copy, or is carried out by what runs it."""


class Writer:
    def __init__(self, stream, buffer_pool, runner):
        self.stream = stream
        self.buffer_pool = buffer_pool
        self.runner = runner

    async def write_line(self, data):
        buffer = self.buffer_pool.get_buffer()
        try:
            buffer[: len(data)] = data
            return await self.stream.write_async(buffer, 0, len(data))
        finally:
            self.buffer_pool.return_buffer(buffer)

    def write_copy(self, data):
        buffer = self.buffer_pool.get_buffer()
        try:
            buffer[: len(data)] = data
            return self.stream.write_async(bytes(buffer))
        finally:
            self.buffer_pool.return_buffer(buffer)

    def write_now(self, data):
        buffer = self.buffer_pool.get_buffer()
        try:
            buffer[: len(data)] = data
            return self.runner.run_async(buffer)
        finally:
            self.buffer_pool.return_buffer(buffer)
