"""A function gives a connection and a cursor on it; the cursor is read when both have been put away."""
# select: POOL106


class Database:
    def __init__(self, pool):
        self.pool = pool

    def open(self):
        conn = self.pool.getconn()
        return conn, conn.cursor()

    def close(self, conn, cursor):
        cursor.close()
        self.pool.putconn(conn)  # step: released

    def rows(self, query):
        conn, cursor = self.open()  # step: acquired
        cursor.execute(query)
        self.close(conn, cursor)  # error: [POOL106]  # step: released
        return cursor.fetchall()  # step: used
