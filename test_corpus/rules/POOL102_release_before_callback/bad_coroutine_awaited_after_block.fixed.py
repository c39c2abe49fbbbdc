"""Calling an `async def` starts nothing; the query runs at the `await`, outside the block."""


async def load(conn, key):
    return await conn.fetch(key)  # step: used


async def show(pool, key):
    async with pool.acquire() as conn:  # step: acquired, released
        row = load(conn, key)  # step: deferred
        return await row  # error: [POOL102] # step: used
