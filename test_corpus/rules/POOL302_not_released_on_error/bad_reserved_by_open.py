"""`open` keeps what it has reserved only where all its steps succeed; `close` gives back what was kept."""
# select: POOL302


class Connection:
    def __init__(self, pool, database):
        self.pool = pool
        self.database = database
        self.internal = None

    def open(self):
        internal = self.pool.reserve()  # error: [POOL302]  # step: acquired
        internal.change_database(self.database)  # step: left
        self.internal = internal

    def close(self):
        self.pool.release(self.internal)
