"""Calling a generator function runs nothing; its body needs the connection after the block."""


def rows(conn, keys):
    for key in keys:
        yield conn.get(key)  # step: used


def stream(pool, keys):
    with pool.connection() as conn:  # step: acquired, released
        return rows(conn, keys)  # error: [POOL102]
