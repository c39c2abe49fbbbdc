"""The `finally` gives it back however the block of the caller ends."""
# select: POOL302

import contextlib
import queue


class Pool:
    def __init__(self, size):
        self.idle = queue.Queue(size)

    @contextlib.contextmanager
    def connection(self):
        conn = self.idle.get()
        try:
            yield conn
        finally:
            self.idle.put(conn)
