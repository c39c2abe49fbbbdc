"""Nothing is asked of the client after its release."""


async def latest(pool, customer):
    client = await pool.acquire()
    orders = await client.orders(customer)
    total = await client.total(customer)
    await pool.release(client)
    return orders, total
