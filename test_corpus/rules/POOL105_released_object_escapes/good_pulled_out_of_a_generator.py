"""The caller gets the generator, and with it the connection."""


def connections(pool):
    with pool.connection() as conn:
        yield conn


def take(pool):
    return connections(pool)
