"""The coroutine is awaited inside the block."""


async def load(conn, key):
    return await conn.fetch(key)


async def show(pool, key):
    async with pool.acquire() as conn:
        row = load(conn, key)
        return await row
