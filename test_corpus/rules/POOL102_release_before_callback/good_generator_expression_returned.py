"""A list looks the names up inside the block."""


def names(pool, keys):
    with pool.connection() as conn:
        return [conn.name(key) for key in keys]
