"""The callback gives back the connection that it gets."""
# select: ALL


class Pools:
    def __init__(self, pool, callback):
        self.pool = pool
        self.callback = callback

    def set_keyspace(self, keyspace):
        errors = []

        def finished(conn, error):
            self.pool.return_connection(conn)
            errors.append(error)
            self.callback(errors)

        conn = self.pool.borrow_connection()
        conn.set_keyspace_async(keyspace, finished)
