"""A wrapper that only keeps what it gets doesn't fail; one that may is caught."""
# select: ALL


class Stream:
    def __init__(self, pool, conn, name):
        self.pool = pool
        self.conn = conn
        conn.send("OPEN " + name)

    def close(self):
        self.pool.release(self.conn)


class Lease:
    def __init__(self, pool, conn):
        self.pool = pool
        self.conn = conn

    def close(self):
        self.pool.release(self.conn)


def open_stream(pool, name):
    conn = pool.acquire()
    try:
        return Stream(pool, conn, name)
    except BaseException:
        pool.release(conn)
        raise


def lease(pool):
    conn = pool.acquire()
    return Lease(pool, conn)
