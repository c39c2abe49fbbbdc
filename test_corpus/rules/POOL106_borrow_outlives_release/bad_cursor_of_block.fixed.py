"""The cursor's block lies inside the connection's, and its name is read behind both."""
# select: POOL1


def count(pool):
    with pool.connection() as conn, conn.cursor() as cur:  # step: acquired, borrowed, released
        cur.execute("select count(*) from users")
        return cur.fetchone()[0]  # error: [POOL106]  # step: used
