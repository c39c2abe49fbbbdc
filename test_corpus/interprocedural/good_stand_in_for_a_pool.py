"""The pool of this class lends nothing: its `release` is empty, and may be called as often as one likes."""


class Single:
    def __init__(self, conn):
        self.conn = conn

    def acquire(self):
        return self.conn

    def release(self, conn):
        pass


def work(pool: Single):
    conn = pool.acquire()
    conn.run("select 1")
    pool.release(conn)
    conn.commit()
    pool.release(conn)
