"""Going through the body gives the connection back, and so does closing it."""


class Body:
    def __init__(self, pool, conn, chunks):
        self.pool = pool
        self.conn = conn
        self.chunks = chunks

    def __iter__(self):
        yield from self.chunks
        self.pool.release(self.conn)

    def close(self):
        self.pool.release(self.conn)  # step: released


def copy(pool, path, sink):
    conn = pool.acquire()  # step: acquired
    body = Body(pool, conn, conn.get_object(path))
    for chunk in body:  # step: released
        sink.write(chunk)
