"""Nothing stands behind the `yield` but the release: only that can have failed where the handler resets the connection."""
import logging
from contextlib import contextmanager

log = logging.getLogger(__name__)


@contextmanager
def transaction(pool):
    conn = pool.getconn()
    try:
        yield conn
    finally:
        pool.putconn(conn)


def refresh(pool):
    try:
        with transaction(pool) as conn:
            try:
                conn.execute("REFRESH")
            except Exception:
                log.warning("stale")
    except ConnectionError:
        conn.reset()
        raise
