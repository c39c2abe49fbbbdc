"""One method takes from the pool for reading, the other gives back to the pool for writing."""
# select: ALL


class Store:
    def __init__(self, read_pool, write_pool):
        self.read_pool, self.write_pool = read_pool, write_pool

    def reader(self):
        return self.read_pool.getconn()

    def put_writer(self, conn):
        self.write_pool.putconn(conn)

    def count(self, table):
        conn = self.reader()  # step: acquired
        try:
            return conn.count(table)
        finally:
            self.put_writer(conn)  # error: [POOL203] # step: released
