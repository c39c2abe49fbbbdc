"""When the first attempt times out, nothing was acquired; the second binds the same name."""


async def query(pool, text):
    try:
        conn = await pool.acquire(timeout=1)
    except TimeoutError:
        await pool.recycle()
        conn = await pool.acquire(timeout=10)
    try:
        return await conn.fetch(text)
    finally:
        await pool.release(conn)
