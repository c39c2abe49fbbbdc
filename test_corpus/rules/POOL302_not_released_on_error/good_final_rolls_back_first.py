"""The `finally` rolls back in a block of its own, whose end gives the connection back whatever comes."""
# select: ALL
import psycopg_pool


def count(pool: psycopg_pool.ConnectionPool, log):
    conn = pool.getconn()
    try:
        return conn.execute("SELECT count(*) FROM job").fetchone()[0]
    finally:
        try:
            # nothing to keep
            conn.rollback()
        finally:
            pool.putconn(conn)
        log.info("counted")
