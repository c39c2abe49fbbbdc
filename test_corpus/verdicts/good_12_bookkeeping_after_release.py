"""Set membership, logging and a status read don't use the connection."""
import logging

log = logging.getLogger(__name__)


class Lender:
    def __init__(self, pool):
        self.pool = pool
        self.busy = set()
        self.watched = set()

    def give_back(self, conn):
        self.pool.putconn(conn)
        self.busy.discard(conn)
        log.debug(f"returned {conn!r}, {len(self.busy)} busy")
        if not conn.closed and conn in self.watched:
            self.watched.remove(conn)
