"""`yield from` runs the generator inside the block."""


def rows(conn, keys):
    for key in keys:
        yield conn.get(key)


def stream(pool, keys):
    with pool.connection() as conn:
        yield from rows(conn, keys)
