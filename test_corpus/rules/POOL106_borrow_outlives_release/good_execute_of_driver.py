"""Only the number of changed rows is asked for, which the cursor knows by itself."""
# select: POOL1
import sqlite3


def rename(pool, old, new):
    with pool.connection() as conn:
        conn.row_factory = sqlite3.Row
        done = conn.execute("update users set name = ? where name = ?", (new, old))
    return done.rowcount
