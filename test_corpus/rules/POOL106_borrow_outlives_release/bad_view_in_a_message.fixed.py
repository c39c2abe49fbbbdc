"""The message holds a view of a buffer that somebody else fills by now, and so do the parts."""
# select: ALL


class Writer:
    def __init__(self, stream, buf_pool):
        self.stream = stream
        self.buf_pool = buf_pool

    def write(self, buf, size):
        chunk = memoryview(buf)[:size]  # step: borrowed
        try:
            self.stream.write_message({"command": "write", "chunk": chunk})  # step: used
        finally:
            self.buf_pool.release(buf)  # error: [POOL106]  # step: released

    def write_parts(self, head, size):
        buf = self.buf_pool.acquire()  # step: acquired
        parts = [head]
        parts.append(memoryview(buf)[:size])  # step: borrowed
        try:
            self.stream.sendmsg(parts)  # step: used
        finally:
            self.buf_pool.release(buf)  # error: [POOL106]  # step: released
