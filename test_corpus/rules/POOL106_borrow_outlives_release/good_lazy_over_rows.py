"""A list comprehension has read all rows by the end of the block."""
# select: POOL1


def names(pool):
    with pool.connection() as conn:
        return [row.name for row in conn.iter_rows()]
