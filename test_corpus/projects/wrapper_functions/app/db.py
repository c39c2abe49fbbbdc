"""The wrapper of a pool that is made somewhere else."""

from .settings import pool


def get_conn():
    return pool.getconn()


def close_conn(conn, cursor=None):
    if cursor is not None:
        cursor.close()
    pool.putconn(conn)
