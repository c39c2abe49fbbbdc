"""The connection is dropped when nothing is left to do."""
import oracledb


def check(dsn):
    pool = oracledb.create_pool(dsn=dsn)
    conn = pool.acquire()
    conn.ping()
    pool.drop(conn)
