"""`execute` of a sqlite3 connection gives a cursor, which reads its rows when it is iterated."""
# select: POOL1
import sqlite3


def names(pool):
    with pool.connection() as conn:  # step: acquired, released
        conn.row_factory = sqlite3.Row
        rows = conn.execute("select name from users")  # step: borrowed
        return [row["name"] for row in rows]  # error: [POOL106]  # step: used
