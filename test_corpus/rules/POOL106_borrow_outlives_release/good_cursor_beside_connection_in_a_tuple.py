"""The rows are read first; a count of them stays with a cursor that was closed."""
# select: POOL106


class Database:
    def __init__(self, pool):
        self.pool = pool

    def open(self):
        conn = self.pool.getconn()
        return conn, conn.cursor()

    def close(self, conn, cursor):
        cursor.close()
        self.pool.putconn(conn)

    def rows(self, query):
        conn, cursor = self.open()
        try:
            cursor.execute(query)
            rows = cursor.fetchall()
        finally:
            self.close(conn, cursor)
        return rows, cursor.rowcount
