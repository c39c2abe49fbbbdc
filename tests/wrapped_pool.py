"""A module that wraps a pool, for tests of what depends on another file."""

WRAPPER = """
class Database:
    def __init__(self, pool):
        self._pool = pool

    def take(self):
        return self._pool.getconn()

    def give(self, conn):
        self._pool.putconn(conn)


database = Database(None)
"""
