"""The nursery came from the caller, so its tasks outlive this function and its connection."""


async def refresh(conn, key):
    await conn.refresh(key)  # step: used


async def refresh_alone(pool, key):
    async with pool.acquire() as conn:
        await refresh(conn, key)


async def get(pool, nursery, key):
    async with pool.acquire() as conn:  # step: acquired, released
        row = await conn.get(key)
        nursery.start_soon(refresh, conn, key)  # error: [POOL104] # step: deferred
    return row
