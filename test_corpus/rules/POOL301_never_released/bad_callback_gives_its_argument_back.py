"""The callback gets the connection and counts, and nobody gives it back."""
# select: ALL


class Pools:
    def __init__(self, pool, callback):
        self.pool = pool
        self.callback = callback

    def set_keyspace(self, keyspace):
        errors = []

        def finished(conn, error):
            errors.append(error)
            self.callback(errors)

        conn = self.pool.borrow_connection()  # error: [POOL301]  # step: acquired
        conn.set_keyspace_async(keyspace, finished)  # step: left
