"""`drop` takes the connection out of the pool for good."""
import oracledb


def check(dsn):
    pool = oracledb.create_pool(dsn=dsn)
    conn = pool.acquire()  # step: acquired
    try:
        conn.ping()  # step: used
    finally:
        pool.drop(conn)  # error: [POOL101] # step: released
