"""Each way on to the next turn has given the connection back."""
# select: ALL


class Worker:
    def __init__(self, pool, queue):
        self.pool = pool
        self.queue = queue

    def loop(self):
        while True:
            conn = self.pool.acquire()
            try:
                job = self.queue.next_job()
                if job is None:
                    continue
                conn.execute(job)
            finally:
                self.pool.release(conn)
