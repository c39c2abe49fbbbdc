"""The helper has given the connection back where it says no, and there it is told why."""


class Runner:
    def __init__(self, pool):
        self.pool = pool

    def run(self, sql):
        conn = self.pool.acquire()  # step: acquired
        if not self.check(conn, sql):  # error: [POOL101]  # step: released
            conn.reject(sql)  # step: used
            return
        conn.query(sql)
        self.pool.release(conn)

    def check(self, conn, sql):
        if sql.startswith("--"):
            self.pool.release(conn)  # step: released
            return False
        return True
