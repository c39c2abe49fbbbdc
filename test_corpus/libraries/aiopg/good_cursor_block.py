"""The rows are fetched inside."""
from aiopg import create_pool


async def rows(dsn):
    pool = await create_pool(dsn)
    async with pool.cursor() as cursor:
        await cursor.execute("select 1")
        return await cursor.fetchall()
