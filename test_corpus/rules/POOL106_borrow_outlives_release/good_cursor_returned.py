"""A generator owns the block: the connection stays out while rows are asked for."""
# select: POOL1


def open_rows(pool, query):
    with pool.connection() as conn:
        cur = conn.cursor()
        cur.execute(query)
        yield from cur
