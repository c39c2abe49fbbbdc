"""The lease gives back in `close` and again at the end of its block."""


class Lease:
    def __init__(self, pool):
        self.pool = pool

    def __enter__(self):
        self.conn = self.pool.getconn()
        return self

    def close(self):
        self.pool.putconn(self.conn)  # step: released

    def __exit__(self, *error):
        self.close()


def work(pool):
    with Lease(pool) as lease:  # error: [POOL201] "twice"  # step: acquired, released
        lease.conn.run("select 1")
        lease.close()  # step: released
