"""Whichever of its methods gets the connection, it is not kept there, and `reset` looks for another one."""
# select: ALL


class Pipeline:
    def __init__(self, pool, transaction):
        self.pool = pool
        self.conn = None
        self.transaction = transaction

    def reset(self):
        if self.conn:
            self.pool.release(self.conn)
            self.conn = None

    def _in_one(self, conn, commands):
        return conn.send("MULTI", commands, "EXEC")

    def _one_by_one(self, conn, commands):
        return [conn.send(command) for command in commands]

    def execute(self, commands):
        if self.transaction:
            execute = self._in_one
        else:
            execute = self._one_by_one
        conn = self.conn or self.pool.get_connection("MULTI")  # error: [POOL301] # step: acquired
        try:
            return execute(conn, commands)  # step: left
        finally:
            self.reset()
