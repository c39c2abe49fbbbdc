"""The last use stands in the block."""


class Database:
    def __init__(self, pool):
        self.pool = pool

    def connection(self):
        return self.pool.connection()

    def count(self):
        with self.connection() as conn:
            conn.execute("select 1")
            return conn.fetchone()
