"""The set only looks at which object it was; so do the log and the dictionary of owners."""


class Waiters:
    def __init__(self, pool, log):
        self.pool = pool
        self.log = log
        self.remaining = set()
        self.owners = {}

    def done(self, conn):
        self.pool.return_connection(conn)
        self.remaining.remove(conn)
        self.owners.pop(id(conn), None)
        self.log.debug("returned %s", conn)
