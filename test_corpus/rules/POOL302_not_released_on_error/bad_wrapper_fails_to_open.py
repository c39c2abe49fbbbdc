"""The wrapper sends while it is made; where that fails, nobody has it, and nobody gives the connection back."""
# select: ALL


class Stream:
    def __init__(self, pool, conn, name):
        self.pool = pool
        self.conn = conn
        conn.send("OPEN " + name)

    def close(self):
        self.pool.release(self.conn)


def open_stream(pool, name):
    conn = pool.acquire()  # error: [POOL302]  # step: acquired
    return Stream(pool, conn, name)  # step: left
