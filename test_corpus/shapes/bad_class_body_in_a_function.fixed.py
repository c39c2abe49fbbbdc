"""A class body runs where it stands, here after the release."""


def describe(pool):
    conn = pool.getconn()  # step: acquired
    try:

        class Table:
            columns = conn.columns_of("orders")  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released

    return Table
