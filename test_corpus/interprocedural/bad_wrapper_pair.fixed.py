"""The store wraps the pool in two methods; the wrapped pair is a pool as well."""


class Store:
    def __init__(self, pool):
        self.pool = pool

    def open_conn(self):
        return self.pool.getconn()

    def close_conn(self, conn):
        self.pool.putconn(conn)


def main(store: Store, row):
    conn = store.open_conn()  # step: acquired
    conn.insert(row)
    conn.commit()  # step: used
    store.close_conn(conn)  # error: [POOL101] # step: released
