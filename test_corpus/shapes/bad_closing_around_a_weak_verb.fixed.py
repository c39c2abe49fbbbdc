"""`closing` ends the loan as the block of the manager itself does."""

from contextlib import closing


def count(pool):
    with closing(pool.connection()) as conn:  # step: acquired, released
        conn.execute("select 1")
        return conn.fetchone()  # error: [POOL101]  # step: used
