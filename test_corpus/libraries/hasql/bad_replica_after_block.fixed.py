"""The replica's connection went back with the block."""
from hasql.asyncpg import PoolManager


async def total(manager: PoolManager):
    async with manager.acquire_replica() as conn:  # step: acquired, released
        await conn.execute("set statement_timeout = 1000")
        return await conn.fetchval("select count(*) from t")  # error: [POOL101] # step: used
