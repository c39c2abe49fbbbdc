"""The log entry goes to another connection: a rollback of the transaction doesn't take it back."""
# select: ALL

import asyncpg


async def pay(dsn, account, amount):
    pool = await asyncpg.create_pool(dsn)
    async with pool.acquire() as conn:  # step: acquired
        async with conn.transaction():  # step: borrowed
            await conn.execute("update accounts set sum = sum - $2 where id = $1", account, amount)
            await pool.execute("insert into log values ($1, $2)", account, amount)  # error: [POOL401] "a transaction is open on `conn`"  # step: used
