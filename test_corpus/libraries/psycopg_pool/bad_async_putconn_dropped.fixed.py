"""`putconn` of the asynchronous pool is a coroutine."""
from psycopg_pool import AsyncConnectionPool


async def ping(pool: AsyncConnectionPool):
    conn = await pool.getconn()  # step: acquired
    await conn.execute("select 1")
    await pool.putconn(conn)  # error: [POOL202] # step: released
