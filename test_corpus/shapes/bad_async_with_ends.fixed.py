"""The second query stands one indent too far left, behind the end of `async with`."""


async def totals(pool, day):
    async with pool.acquire() as conn:  # step: acquired, released
        orders = await conn.fetch("orders", day)
        returns = await conn.fetch("returns", day)  # error: [POOL101] # step: used
    return orders, returns
