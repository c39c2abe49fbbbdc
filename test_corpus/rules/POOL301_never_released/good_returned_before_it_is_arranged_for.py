"""Without a cursor the connection goes back at once."""
# select: POOL301


class Queries:
    def __init__(self, conn_pool):
        self.conn_pool = conn_pool

    def run(self, term):
        conn = self.conn_pool.acquire()
        cursor, error = conn.query(term)
        if error is not None:
            self.conn_pool.release(conn)
            return None, error
        cursor.on_close(lambda: self.conn_pool.release(conn))
        return cursor, None
