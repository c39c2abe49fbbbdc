"""Both queries stand in the block."""


async def totals(pool, day):
    async with pool.acquire() as conn:
        orders = await conn.fetch("orders", day)
        returns = await conn.fetch("returns", day)
    return orders, returns
