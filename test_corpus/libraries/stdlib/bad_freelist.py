"""The next `pop` gives the buffer to somebody else."""
import collections


class Buffers:
    def __init__(self):
        self._free_pool = collections.deque()

    def digest(self, data):
        buf = self._free_pool.pop()  # step: acquired
        buf.write(data)
        self._free_pool.append(buf)  # error: [POOL101] # step: released
        return buf.digest()  # step: used
