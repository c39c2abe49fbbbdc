"""aiomysql's `release` is a plain function: awaiting what it returns is optional."""
import aiomysql


async def ping(**settings):
    pool = await aiomysql.create_pool(**settings)
    conn = await pool.acquire()
    await conn.ping()
    pool.release(conn)
