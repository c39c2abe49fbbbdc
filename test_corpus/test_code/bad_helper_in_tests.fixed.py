"""Not asserted, not expected: a helper of the tests that writes through a released connection is wrong."""
# filename: tests/support.py


def fill_orders(pool, orders):
    conn = pool.getconn()  # step: acquired
    for order in orders:
        conn.insert(order)
    conn.commit()  # step: used
    pool.putconn(conn)  # error: [POOL101] # step: released
