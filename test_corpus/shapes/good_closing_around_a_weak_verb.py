"""The last use stands in the block."""

from contextlib import closing


def count(pool):
    with closing(pool.connection()) as conn:
        conn.execute("select 1")
        return conn.fetchone()
