"""The store's connection is used and then given back through the store."""


class Store:
    def __init__(self, pool):
        self.pool = pool

    def open_conn(self):
        return self.pool.getconn()

    def close_conn(self, conn):
        self.pool.putconn(conn)


def main(store: Store, row):
    conn = store.open_conn()
    conn.insert(row)
    conn.commit()
    store.close_conn(conn)
