"""What chose the pool chooses it again, or it has a name."""
# select: ALL


class Router:
    def __init__(self, read_pool, write_pool):
        self.read_pool = read_pool
        self.write_pool = write_pool

    def run(self, sql, write):
        pool = self.write_pool if write else self.read_pool
        conn = pool.acquire()
        try:
            return conn.query(sql)
        finally:
            if write:
                self.write_pool.release(conn)
            else:
                self.read_pool.release(conn)

    def ask(self, sql, write):
        pool = self.write_pool if write else self.read_pool
        conn = pool.acquire()
        try:
            return conn.query(sql)
        finally:
            if pool is self.read_pool:
                self.read_pool.release(conn)
            else:
                pool.release(conn)
