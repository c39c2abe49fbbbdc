"""What follows the release in its `try` does not raise: a counter and a log line."""
import logging

log = logging.getLogger(__name__)


class Store:
    saved = 0

    def save(self, pool, row):
        conn = pool.getconn()
        try:
            conn.insert(row)
            pool.putconn(conn)
            self.saved += 1
            log.info("saved %d rows", self.saved)
        except Exception:
            conn.rollback()
            pool.putconn(conn)
            raise
