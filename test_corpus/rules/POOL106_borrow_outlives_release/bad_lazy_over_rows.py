"""The first iterable of a generator expression is made at once, its rows are read later."""
# select: POOL1


def names(pool):
    with pool.connection() as conn:  # step: acquired, released
        return (row.name for row in conn.iter_rows())  # error: [POOL106]  # step: borrowed, deferred, used
