"""Nobody keeps the generator, so that it ends at once, and its block gives the connection back."""


def connections(pool):
    with pool.connection() as conn:  # step: released
        yield conn


def collect(pool, name):
    conn = next(connections(pool))  # step: acquired, released
    conn.execute("update states set name = %s", (name,))  # error: [POOL101]  # step: used
