"""The pool that lent is kept under a name of its own; a method that only counts changes nothing."""
# select: POOL203


class Manager:
    def __init__(self, make_pool, config):
        self.make_pool = make_pool
        self.config = config
        self.runs = 0
        self.connect()

    def connect(self):
        self.pool = self.make_pool(self.config)

    def count(self):
        self.runs = self.runs + 1

    def run(self, job):
        pool = self.pool
        conn = pool.acquire()
        try:
            if job.config != self.config:
                self.config = job.config
                self.connect()
            return conn.fetch(job.query)
        finally:
            pool.release(conn)

    def simple(self, job):
        conn = self.pool.acquire()
        try:
            self.count()
            return conn.fetch(job.query)
        finally:
            self.pool.release(conn)
