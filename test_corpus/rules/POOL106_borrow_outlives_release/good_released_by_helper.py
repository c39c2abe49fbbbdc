"""The row is taken before the helper gives the connection back."""
# select: POOL1


def give_back(pool, conn):
    conn.rollback()
    pool.putconn(conn)


def first(pool):
    conn = pool.getconn()
    cur = conn.cursor()
    cur.execute("select 1")
    row = cur.fetchone()
    give_back(pool, conn)
    return row
