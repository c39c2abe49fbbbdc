"""The end of the block gives the connection back again."""


def count(pool, limit):
    with pool.connection() as conn:  # step: acquired
        total = conn.count()
        if total > limit:
            pool.putconn(conn)  # error: [POOL201] # step: released
            return None
    return total
