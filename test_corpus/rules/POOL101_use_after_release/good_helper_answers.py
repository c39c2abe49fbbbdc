"""It is told why before it goes back."""


class Runner:
    def __init__(self, pool):
        self.pool = pool

    def run(self, sql):
        conn = self.pool.acquire()
        if not self.check(conn, sql):
            return
        conn.query(sql)
        self.pool.release(conn)

    def check(self, conn, sql):
        if sql.startswith("--"):
            conn.reject(sql)
            self.pool.release(conn)
            return False
        return True
