"""The value is fetched inside."""
from hasql.asyncpg import PoolManager


async def total(manager: PoolManager):
    async with manager.acquire_replica() as conn:
        await conn.execute("set statement_timeout = 1000")
        return await conn.fetchval("select count(*) from t")
