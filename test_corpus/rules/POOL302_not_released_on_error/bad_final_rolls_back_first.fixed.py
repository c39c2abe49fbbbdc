"""The `finally` rolls back before it gives the connection back: on a broken one that raises, and the slot is gone."""
# select: ALL
import psycopg_pool


def count(pool: psycopg_pool.ConnectionPool, log):
    conn = pool.getconn()  # error: [POOL302] # step: acquired
    try:
        return conn.execute("SELECT count(*) FROM job").fetchone()[0]
    finally:
        try:
            # nothing to keep
            conn.rollback()  # step: left
        finally:
            pool.putconn(conn)  # step: released
        log.info("counted")
