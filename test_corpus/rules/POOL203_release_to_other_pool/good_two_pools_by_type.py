"""One of two attributes may stand for what the other does."""
# select: ALL

from psycopg2.pool import ThreadedConnectionPool


class Router:
    def __init__(self, dsn, replica):
        self.primary = ThreadedConnectionPool(1, 10, dsn)
        self.replica = self.primary if replica is None else ThreadedConnectionPool(1, 10, replica)

    def count(self):
        conn = self.replica.getconn()
        try:
            with conn.cursor() as cursor:
                cursor.execute("select count(*) from orders")
                return cursor.fetchone()[0]
        finally:
            self.primary.putconn(conn)
