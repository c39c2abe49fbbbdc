"""The channels of a list live off the connection on which was subscribed, each of them."""
# select: POOL106


async def follow(redis_pool, name):
    async with redis_pool.get() as conn:  # step: acquired, released
        channels = await conn.subscribe(name)  # step: borrowed
        return await channels[0].get()  # error: [POOL106]  # step: used
