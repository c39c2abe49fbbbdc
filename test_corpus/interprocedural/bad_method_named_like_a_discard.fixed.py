"""`drop` is a method of this class and gives its argument back, whatever its name says of other pools."""


class Store:
    def __init__(self, pool):
        self.pool = pool

    def drop(self, conn):
        self.pool.release(conn)  # step: released

    def touch(self):
        conn = self.pool.acquire()  # step: acquired
        try:
            conn.ping()  # step: used
        finally:
            self.drop(conn)  # error: [POOL101] # step: released
