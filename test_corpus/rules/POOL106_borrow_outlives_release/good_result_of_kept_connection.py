"""The value is read before the connection goes back."""
# select: POOL1


class AdvisoryLock:
    def __init__(self, pool, number):
        self.number = number
        self.conn = pool.get_connection()
        self.pool = pool

    def release(self):
        result = self.conn.execute("select pg_advisory_unlock(%s)", self.number)
        unlocked = result.scalar()
        self.pool.put_connection(self.conn)
        return unlocked
