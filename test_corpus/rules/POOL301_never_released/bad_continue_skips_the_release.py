"""A loop that goes on before the release has lost the connection when it takes the next one."""
# select: ALL


class Worker:
    def __init__(self, pool, queue):
        self.pool = pool
        self.queue = queue

    def loop(self):
        while True:
            conn = self.pool.acquire()  # error: [POOL301] # step: acquired
            job = self.queue.next_job()
            if job is None:
                continue  # step: left
            conn.execute(job)
            self.pool.release(conn)  # step: released
