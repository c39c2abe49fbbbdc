"""Whoever gets the yielded connection uses it while the generator is suspended in its block."""


def connections(pool, count):
    for _ in range(count):
        with pool.connection() as conn:
            yield conn
