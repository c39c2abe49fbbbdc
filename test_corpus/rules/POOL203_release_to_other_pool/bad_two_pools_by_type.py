"""Two attributes that are pools by their types are two pools."""
# select: ALL

from psycopg2.pool import ThreadedConnectionPool


class Router:
    def __init__(self, dsn, replica):
        self.primary = ThreadedConnectionPool(1, 10, dsn)
        self.replica = ThreadedConnectionPool(1, 10, replica)

    def count(self):
        conn = self.replica.getconn()  # step: acquired
        try:
            with conn.cursor() as cursor:
                cursor.execute("select count(*) from orders")
                return cursor.fetchone()[0]
        finally:
            self.primary.putconn(conn)  # error: [POOL203] # step: released
