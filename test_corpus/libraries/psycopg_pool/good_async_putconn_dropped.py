"""It is awaited."""
from psycopg_pool import AsyncConnectionPool


async def ping(pool: AsyncConnectionPool):
    conn = await pool.getconn()
    await conn.execute("select 1")
    await pool.putconn(conn)
