"""The next `pop` gives the buffer to somebody else."""
import collections


class Buffers:
    def __init__(self):
        self._free_pool = collections.deque()

    def digest(self, data):
        buf = self._free_pool.pop()  # step: acquired
        buf.write(data)
        try:
            return buf.digest()  # step: used
        finally:
            self._free_pool.append(buf)  # error: [POOL101] # step: released
