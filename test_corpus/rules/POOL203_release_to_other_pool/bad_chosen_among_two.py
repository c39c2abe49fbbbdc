"""One of two pools lends, and always the same one gets it back."""
# select: ALL


class Router:
    def __init__(self, read_pool, write_pool):
        self.read_pool = read_pool
        self.write_pool = write_pool

    def run(self, sql, write):
        pool = self.write_pool if write else self.read_pool
        conn = pool.acquire()  # step: acquired
        try:
            return conn.query(sql)
        finally:
            self.read_pool.release(conn)  # error: [POOL203]  # step: released
