"""The pool of version 1 has the connection back when it is asked."""
import aioredis


async def get(address, key):
    pool = await aioredis.create_pool(address)
    conn = await pool.acquire()  # step: acquired
    await conn.auth("secret")
    try:
        return await conn.execute("get", key)  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
