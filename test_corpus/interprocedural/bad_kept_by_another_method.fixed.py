"""The lock's connection, taken out when it was made, goes back before the answer is read."""
# select: POOL106

import sqlalchemy


class AdvisoryLock:
    def __init__(self, engine, number):
        self.conn = engine.connect()
        self.number = number

    def release(self):
        answer = self.conn.execute(sqlalchemy.text("select unlock(:n)"), {"n": self.number})  # step: borrowed
        try:
            return answer.scalar()  # step: used
        finally:
            self.conn.close()  # error: [POOL106]  # step: released
