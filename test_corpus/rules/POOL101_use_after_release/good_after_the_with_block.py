"""The last query stands inside the block."""


def summary(pool, day):
    with pool.connection() as conn:
        orders = conn.fetch("select * from orders where day = %s", day)
        total = conn.fetch("select sum(total) from orders where day = %s", day)
    return orders, total
