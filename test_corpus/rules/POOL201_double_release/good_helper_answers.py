"""What the helper says tells who has the connection, at once or by a name."""


class Runner:
    def __init__(self, pool):
        self.pool = pool

    def run(self, sql):
        conn = self.pool.acquire()
        if not self.check(conn, sql):
            return None
        try:
            return conn.query(sql)
        finally:
            self.pool.release(conn)

    def run_named(self, sql):
        conn = self.pool.acquire()
        is_fine = self.check(conn, sql)
        if is_fine:
            conn.query(sql)
            self.pool.release(conn)

    def check(self, conn, sql):
        if sql.startswith("--"):
            self.pool.release(conn)
            return False
        return True
