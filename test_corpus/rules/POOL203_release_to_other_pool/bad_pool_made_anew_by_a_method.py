"""What `connect` has put in the pool's place gets an object that it never lent."""
# select: POOL203


class Manager:
    def __init__(self, make_pool, config):
        self.make_pool = make_pool
        self.config = config
        self.connect()

    def connect(self):
        self.pool = self.make_pool(self.config)

    def run(self, job):
        conn = self.pool.acquire()  # step: acquired
        try:
            if job.config != self.config:
                self.config = job.config
                self.connect()
            return conn.fetch(job.query)
        finally:
            self.pool.release(conn)  # error: [POOL203]  # step: released
