"""They are read while the connection is held."""
# select: POOL106


async def follow(redis_pool, name):
    async with redis_pool.get() as conn:
        channels = await conn.subscribe(name)
        return await channels[0].get()
