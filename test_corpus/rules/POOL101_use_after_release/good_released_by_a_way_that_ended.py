"""Each way uses the connection before its release."""

from app.errors import Refused


async def store(pool, key, is_urgent):
    conn = await pool.acquire()
    if is_urgent:
        closing = pool.release(conn)
        await closing
        raise Refused(key)
    await conn.execute(key)
    await pool.release(conn)
