"""Two awaits after the release: every other task had the chance to take the same client."""


async def latest(pool, customer):
    client = await pool.acquire()  # step: acquired
    orders = await client.orders(customer)
    total = await client.total(customer)  # step: used
    await pool.release(client)  # error: [POOL101] "`client`" # step: released
    return orders, total
