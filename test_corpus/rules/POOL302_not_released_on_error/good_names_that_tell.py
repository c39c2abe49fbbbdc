"""A method of the class takes the connection over, as its name tells; what it does with it is its business."""
# select: ALL
import contextlib


class Connections:
    def __init__(self, pool):
        self.pool = pool
        self.idle = []

    @contextlib.contextmanager
    def borrowing(self):
        conn = self.pool.acquire()
        try:
            yield conn
        finally:
            self.put_back(conn)

    def put_back(self, conn):
        if len(self.idle) < 3:
            self.idle.append(conn)
        elif conn.dirty:
            conn.rollback()
