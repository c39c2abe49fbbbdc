"""What the method returns lends for the block of its caller, whatever the verb is."""


class Database:
    def __init__(self, pool):
        self.pool = pool

    def connection(self):
        return self.pool.connection()

    def count(self):
        with self.connection() as conn:  # step: acquired, released
            conn.execute("select 1")
            return conn.fetchone()  # error: [POOL101]  # step: used
