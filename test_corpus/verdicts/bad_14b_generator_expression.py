"""The expression asks the connection for each name when the caller iterates."""


def names(pool, keys):
    with pool.connection() as conn:
        return (conn.name(key) for key in keys)  # error: [POOL102]
