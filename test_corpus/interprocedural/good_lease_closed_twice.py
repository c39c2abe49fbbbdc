"""The lease forgets its connection when it has given it back."""


class Lease:
    def __init__(self, pool):
        self.pool = pool

    def __enter__(self):
        self.conn = self.pool.getconn()
        return self

    def close(self):
        if self.conn is not None:
            self.pool.putconn(self.conn)
            self.conn = None

    def __exit__(self, *error):
        self.close()


def work(pool):
    with Lease(pool) as lease:
        lease.conn.run("select 1")
        lease.close()
