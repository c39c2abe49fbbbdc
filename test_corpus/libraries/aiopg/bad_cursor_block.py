"""`pool.cursor()` lends connection and cursor, and both go back with the block."""
from aiopg import create_pool


async def rows(dsn):
    pool = await create_pool(dsn)
    async with pool.cursor() as cursor:  # step: acquired, released
        await cursor.execute("select 1")
        return cursor  # error: [POOL105] # step: escaped
