"""An `if` around nothing but the release asks whose connection it is; the program's own condition may know."""
# select: ALL


class Worker:
    def __init__(self, pool, keeps):
        self.pool = pool
        self.keeps = keeps

    def run(self, job):
        conn = self.pool.acquire()
        try:
            conn.execute(job)
        finally:
            if not self.keeps:
                self.pool.release(conn)
