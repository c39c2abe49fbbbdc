"""The message holds a copy, and the parts leave before the buffer."""
# select: ALL


class Writer:
    def __init__(self, stream, buf_pool):
        self.stream = stream
        self.buf_pool = buf_pool

    def write(self, buf, size):
        chunk = bytes(memoryview(buf)[:size])
        self.buf_pool.release(buf)
        self.stream.write_message({"command": "write", "chunk": chunk})

    def write_parts(self, head, size):
        buf = self.buf_pool.acquire()
        parts = [head]
        parts.append(memoryview(buf)[:size])
        self.stream.sendmsg(parts)
        self.buf_pool.release(buf)
