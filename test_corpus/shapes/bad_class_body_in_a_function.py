"""A class body runs where it stands, here after the release."""


def describe(pool):
    conn = pool.getconn()  # step: acquired
    pool.putconn(conn)  # error: [POOL101] # step: released

    class Table:
        columns = conn.columns_of("orders")  # step: used

    return Table
