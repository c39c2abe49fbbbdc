"""The generator has a name as long as its connection is used."""


def connections(pool):
    with pool.connection() as conn:
        yield conn


def collect(pool, name):
    lent = connections(pool)
    conn = next(lent)
    conn.execute("update states set name = %s", (name,))
    lent.close()
