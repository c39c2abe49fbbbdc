"""The answer is read while the lock still has its connection."""
# select: POOL106

import sqlalchemy


class AdvisoryLock:
    def __init__(self, engine, number):
        self.conn = engine.connect()
        self.number = number

    def release(self):
        answer = self.conn.execute(sqlalchemy.text("select unlock(:n)"), {"n": self.number})
        unlocked = answer.scalar()
        self.conn.close()
        return unlocked
