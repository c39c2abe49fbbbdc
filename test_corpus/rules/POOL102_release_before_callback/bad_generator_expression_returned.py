"""The names are looked up when the caller iterates, and the block has ended by then."""


def names(pool, keys):
    with pool.connection() as conn:
        return (conn.name(key) for key in keys)  # error: [POOL102]
