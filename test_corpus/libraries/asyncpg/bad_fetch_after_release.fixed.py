"""asyncpg raises InterfaceError when the released proxy is asked for a query."""
import asyncpg


async def latest(dsn, customer):
    pool = await asyncpg.create_pool(dsn)
    conn = await pool.acquire()  # step: acquired
    orders = await conn.fetch("select * from orders where customer = $1", customer)
    total = await conn.fetchval("select sum(total) from orders where customer = $1", customer)  # step: used
    await pool.release(conn)  # error: [POOL101] # step: released
    return orders, total
