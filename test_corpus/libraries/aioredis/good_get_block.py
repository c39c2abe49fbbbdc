"""Both commands are sent inside the block."""
import aioredis


async def read(address, key):
    pool = await aioredis.create_pool(address)
    async with pool.get() as conn:
        await conn.execute("select", 1)
        return await conn.execute("get", key)
