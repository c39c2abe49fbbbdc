"""The helper of the tests writes before it releases."""
# filename: tests/support.py


def fill_orders(pool, orders):
    conn = pool.getconn()
    for order in orders:
        conn.insert(order)
    conn.commit()
    pool.putconn(conn)
