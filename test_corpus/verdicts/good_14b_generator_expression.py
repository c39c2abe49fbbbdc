"""A set asks for all names inside the block."""


def names(pool, keys):
    with pool.connection() as conn:
        return {conn.name(key) for key in keys}
