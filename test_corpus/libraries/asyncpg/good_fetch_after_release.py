"""Both queries run before the release."""
import asyncpg


async def latest(dsn, customer):
    pool = await asyncpg.create_pool(dsn)
    conn = await pool.acquire()
    orders = await conn.fetch("select * from orders where customer = $1", customer)
    total = await conn.fetchval("select sum(total) from orders where customer = $1", customer)
    await pool.release(conn)
    return orders, total
