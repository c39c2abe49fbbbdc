"""The cursor reads its rows through a connection that is back in the pool."""
# select: POOL1


def names(pool):
    conn = pool.getconn()  # step: acquired
    cursor = conn.cursor()  # step: borrowed
    cursor.execute("select name from users")
    try:
        return [row[0] for row in cursor]  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL106] "`cursor`"  # step: released
