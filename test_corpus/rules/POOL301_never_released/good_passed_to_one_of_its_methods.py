"""The methods keep the connection where `reset` finds it: in an attribute, or in a list."""
# select: ALL


class Pipeline:
    def __init__(self, pool, transaction):
        self.pool = pool
        self.conn = None
        self.kept = []
        self.transaction = transaction

    def reset(self):
        if self.conn:
            self.pool.release(self.conn)
            self.conn = None
        while self.kept:
            self.pool.release(self.kept.pop())

    def _in_one(self, conn, commands):
        self.conn = conn
        return conn.send("MULTI", commands, "EXEC")

    def _one_by_one(self, conn, commands):
        self.kept.append(conn)
        return [conn.send(command) for command in commands]

    def execute(self, commands):
        if self.transaction:
            execute = self._in_one
        else:
            execute = self._one_by_one
        conn = self.conn or self.pool.get_connection("MULTI")
        try:
            return execute(conn, commands)
        finally:
            self.reset()
