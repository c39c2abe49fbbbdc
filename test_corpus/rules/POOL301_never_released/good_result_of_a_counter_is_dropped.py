"""What it gives says how it went; what `release` may be told, or not, is how long to wait, and no object."""
# select: ALL


class Slots:
    def __init__(self, server):
        self.server = server

    def acquire(self, count=1):
        return self.server.ask(count)

    def release(self, timeout=None):
        return self.server.tell(timeout)

    def __enter__(self):
        self.acquire()
        return self
