"""aioodbc's `release` is a coroutine, unlike aiomysql's: dropped, it does nothing."""
import aioodbc


async def ping(dsn):
    pool = await aioodbc.create_pool(dsn=dsn)
    conn = await pool.acquire()  # step: acquired
    await conn.execute("select 1")
    await pool.release(conn)  # error: [POOL202] # step: released
