"""Inside the block the pool is told to throw a broken connection away: the end of the block sees that."""


def count(pool, limit):
    with pool.connection() as conn:
        total = conn.count()
        if total > limit:
            pool.discard(conn)
            return None
    return total
