"""The helper has given the connection back where it says no, and the `finally` does it again."""


class Runner:
    def __init__(self, pool):
        self.pool = pool

    def run(self, sql):
        conn = self.pool.acquire()  # step: acquired
        try:
            if not self.check(conn, sql):  # step: released
                return None
            return conn.query(sql)
        finally:
            self.pool.release(conn)  # error: [POOL201]  # step: released

    def check(self, conn, sql):
        if sql.startswith("--"):
            self.pool.release(conn)
            return False
        return True
