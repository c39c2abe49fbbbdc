"""The caller gets a cursor whose connection went back at the end of the block."""
# select: POOL1


def open_rows(pool, query):
    with pool.connection() as conn:  # step: acquired, released
        cur = conn.cursor()  # step: borrowed
        cur.execute(query)
        return cur  # error: [POOL106]  # step: escaped
