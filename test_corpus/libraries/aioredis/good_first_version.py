"""Its `release` is a plain function, and comes last."""
import aioredis


async def get(address, key):
    pool = await aioredis.create_pool(address)
    conn = await pool.acquire()
    await conn.auth("secret")
    value = await conn.execute("get", key)
    pool.release(conn)
    return value
