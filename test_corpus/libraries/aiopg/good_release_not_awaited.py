"""`release` gives a future that need not be awaited."""
import aiopg


async def count(dsn):
    pool = await aiopg.create_pool(dsn)
    conn = await pool.acquire()
    number = await conn.get_backend_pid()
    pool.release(conn)
    return number
