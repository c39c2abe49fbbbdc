"""The block has given the connection back, and the next line still queries through it."""


def summary(pool, day):
    with pool.connection() as conn:  # step: acquired, released
        orders = conn.fetch("select * from orders where day = %s", day)
        total = conn.fetch("select sum(total) from orders where day = %s", day)  # error: [POOL101] "`conn`"  # step: used
    return orders, total
