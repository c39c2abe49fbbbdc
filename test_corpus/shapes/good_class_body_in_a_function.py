"""The class body runs before the release."""


def describe(pool):
    conn = pool.getconn()

    class Table:
        columns = conn.columns_of("orders")

    pool.putconn(conn)
    return Table
