"""Closing gives back only what going through has not."""


class Body:
    def __init__(self, pool, conn, chunks):
        self.pool = pool
        self.conn = conn
        self.chunks = chunks

    def __iter__(self):
        yield from self.chunks
        self.close()

    def close(self):
        if self.conn is not None:
            self.pool.release(self.conn)
            self.conn = None


def copy(pool, path, sink):
    conn = pool.acquire()
    body = Body(pool, conn, conn.get_object(path))
    for chunk in body:
        sink.write(chunk)
    body.close()


def skip(pool, path):
    conn = pool.acquire()
    body = Body(pool, conn, conn.get_object(path))
    body.close()
