"""The cursor gives the connection back when it is closed; where there is none, nobody does."""
# select: POOL301


class Queries:
    def __init__(self, conn_pool):
        self.conn_pool = conn_pool

    def run(self, term):
        conn = self.conn_pool.acquire()  # error: [POOL301]  # step: acquired
        cursor, error = conn.query(term)
        if error is not None:
            return None, error  # step: left
        cursor.on_close(lambda: self.conn_pool.release(conn))
        return cursor, None
