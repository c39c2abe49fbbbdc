"""The same, read out inside the block."""
# select: POOL1


def rows(pool, decode):
    with pool.connection() as conn:
        cur = conn.cursor()
        cur.execute("select * from users")
        return list(map(decode, cur))
