"""`get` lends a connection for its block."""
import aioredis


async def read(address, key):
    pool = await aioredis.create_pool(address)
    async with pool.get() as conn:  # step: acquired, released
        await conn.execute("select", 1)
        return await conn.execute("get", key)  # error: [POOL101] # step: used
