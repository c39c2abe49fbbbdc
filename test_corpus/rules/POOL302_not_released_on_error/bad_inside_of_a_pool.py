"""The block of the caller may fail at the `yield`: then the connection is in nobody's list."""
# select: POOL302

import contextlib
import queue


class Pool:
    def __init__(self, size):
        self.idle = queue.Queue(size)

    @contextlib.contextmanager
    def connection(self):
        conn = self.idle.get()  # error: [POOL302]  # step: acquired
        yield conn  # step: left
        self.idle.put(conn)  # step: released
