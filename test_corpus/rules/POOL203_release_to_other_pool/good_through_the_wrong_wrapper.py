"""Both methods are of the pool for reading."""
# select: ALL


class Store:
    def __init__(self, read_pool, write_pool):
        self.read_pool, self.write_pool = read_pool, write_pool

    def reader(self):
        return self.read_pool.getconn()

    def put_reader(self, conn):
        self.read_pool.putconn(conn)

    def count(self, table):
        conn = self.reader()
        try:
            return conn.count(table)
        finally:
            self.put_reader(conn)
