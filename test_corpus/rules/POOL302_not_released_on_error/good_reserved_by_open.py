"""What fails on the way gives it back; what never comes back to a pool is no loan of it."""
# select: POOL302


class Connection:
    def __init__(self, pool, database, ids):
        self.pool = pool
        self.database = database
        self.id_pool = ids
        self.internal = None

    def open(self):
        internal = self.pool.reserve()
        try:
            internal.change_database(self.database)
        except Exception:
            self.pool.release(internal)
            raise
        self.internal = internal

    def name(self):
        number = self.id_pool.take()
        return self.database.name_of(number)

    def close(self):
        self.pool.release(self.internal)
