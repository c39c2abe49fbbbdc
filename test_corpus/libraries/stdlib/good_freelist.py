"""The buffer is appended last."""
import collections


class Buffers:
    def __init__(self):
        self._free_pool = collections.deque()

    def digest(self, data):
        buf = self._free_pool.pop()
        buf.write(data)
        result = buf.digest()
        self._free_pool.append(buf)
        return result
