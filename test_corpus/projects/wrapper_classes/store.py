"""A class around a pool, a holder of one connection, a lease, and an instance for all."""

from contextlib import contextmanager


class Database:
    def __init__(self, pool):
        self.pool = pool

    def take(self):
        return self.pool.getconn()

    def give(self, conn):
        self.pool.putconn(conn)

    @contextmanager
    def leased(self):
        conn = self.take()
        try:
            yield conn
        finally:
            self.give(conn)


class Holder:
    def __init__(self, pool):
        self.pool = pool
        self.conn = pool.getconn()

    def query(self, text):
        return self.conn.execute(text)

    def close(self):
        self.pool.putconn(self.conn)


class Lease:
    def __init__(self, pool):
        self.pool = pool

    def __enter__(self):
        self.conn = self.pool.getconn()
        return self.conn

    def __exit__(self, *exc):
        self.pool.putconn(self.conn)


class Cursor(Lease):
    def __enter__(self):
        super().__enter__()
        return self

    def run(self, text):
        return self.conn.execute(text)


database = Database(None)
