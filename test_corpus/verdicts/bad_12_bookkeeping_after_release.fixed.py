"""Among the bookkeeping stands a real call on the released connection."""
import logging

log = logging.getLogger(__name__)


class Lender:
    def __init__(self, pool):
        self.pool = pool
        self.busy = set()
        self.watched = set()

    def give_back(self, conn):
        try:
            self.busy.discard(conn)
            log.debug(f"returned {conn!r}, {len(self.busy)} busy")
            conn.cancel()  # step: used
        finally:
            self.pool.putconn(conn)  # error: [POOL101] # step: released
        if not conn.closed and conn in self.watched:
            self.watched.remove(conn)
