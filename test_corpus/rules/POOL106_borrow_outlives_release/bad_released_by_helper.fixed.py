"""The release stands in a helper."""
# select: POOL1


def give_back(pool, conn):
    conn.rollback()
    pool.putconn(conn)  # step: released


def first(pool):
    conn = pool.getconn()  # step: acquired
    cur = conn.cursor()  # step: borrowed
    cur.execute("select 1")
    try:
        return cur.fetchone()  # step: used
    finally:
        give_back(pool, conn)  # error: [POOL106]  # step: released
