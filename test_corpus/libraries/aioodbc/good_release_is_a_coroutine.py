"""aioodbc's `release` is awaited."""
import aioodbc


async def ping(dsn):
    pool = await aioodbc.create_pool(dsn=dsn)
    conn = await pool.acquire()
    await conn.execute("select 1")
    await pool.release(conn)
