"""`map` reads the cursor when its own reader asks, which is after the block."""
# select: POOL1


def rows(pool, decode):
    with pool.connection() as conn:  # step: acquired, released
        cur = conn.cursor()  # step: borrowed
        cur.execute("select * from users")
        return map(decode, cur)  # error: [POOL106]  # step: escaped
