"""The function returns a connection whose generator ends before the caller has it."""


def connections(pool):
    with pool.connection() as conn:  # step: released
        yield conn


def take(pool):
    return next(connections(pool))  # error: [POOL105]  # step: acquired, released, escaped
