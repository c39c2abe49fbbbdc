"""The object that holds the connection is made and stays in no dictionary."""
# select: ALL


class Batch:
    def __init__(self, pool, conn):
        self.pool = pool
        self.conn = conn
        self.texts = []


def send(pool, names):
    sizes = {}
    for name in names:
        conn = pool.getconn()  # error: [POOL301]  # step: acquired
        batch = Batch(pool, conn)
        batch.texts.append(name)
        sizes[name] = len(batch.texts)
    return sizes  # step: left
