"""The urgent way awaits its release in two statements and ends; the other one uses the connection late."""

from app.errors import Refused


async def store(pool, key, is_urgent):
    conn = await pool.acquire()  # step: acquired
    if is_urgent:
        closing = pool.release(conn)
        await closing
        raise Refused(key)
    try:
        await conn.execute(key)  # step: used
    finally:
        await pool.release(conn)  # error: [POOL101]  # step: released
