"""The object of the dictionary holds the connection; who gives back what its items hold is not followed."""
# select: ALL


class Batch:
    def __init__(self, pool, conn):
        self.pool = pool
        self.conn = conn
        self.texts = []

    def write(self):
        self.conn.execute(self.texts)


def send(pool, names):
    batches = {}
    try:
        for name in names:
            if name not in batches:
                conn = pool.getconn()
                batches[name] = Batch(pool, conn)
        for batch in batches.values():
            batch.write()
    finally:
        for batch in batches.values():
            batch.pool.putconn(batch.conn)
