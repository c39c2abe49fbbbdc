"""The lock keeps its connection in an attribute, gives it back, and then reads what the unlocking gave."""
# select: POOL1


class AdvisoryLock:
    def __init__(self, pool, number):
        self.number = number
        self.conn = pool.get_connection()
        self.pool = pool

    def release(self):
        result = self.conn.execute("select pg_advisory_unlock(%s)", self.number)  # step: borrowed
        try:
            return result.scalar()  # step: used
        finally:
            self.pool.put_connection(self.conn)  # error: [POOL106]  # step: released
