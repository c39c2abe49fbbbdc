"""All statements of the transaction go to its connection, and the pool is used behind it."""
# select: ALL

import asyncpg


async def pay(dsn, account, amount):
    pool = await asyncpg.create_pool(dsn)
    async with pool.acquire() as conn:
        async with conn.transaction():
            await conn.execute("update accounts set sum = sum - $2 where id = $1", account, amount)
    await pool.execute("insert into log values ($1, $2)", account, amount)
