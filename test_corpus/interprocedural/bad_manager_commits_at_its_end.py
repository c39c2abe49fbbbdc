"""The manager commits behind its `yield`: where that fails, the connection is back before the handler resets it."""
import logging
from contextlib import contextmanager

log = logging.getLogger(__name__)


@contextmanager
def transaction(pool):
    conn = pool.getconn()
    try:
        yield conn
        conn.commit()
    finally:
        pool.putconn(conn)


def refresh(pool):
    try:
        with transaction(pool) as conn:  # step: acquired, released
            try:
                conn.execute("REFRESH")
            except Exception:
                log.warning("stale")
    except ConnectionError:
        conn.reset()  # error: [POOL103] # step: used
        raise
