"""The name starts as None and the `finally` releases only what was acquired."""


async def describe(pool, name):
    conn = None
    try:
        conn = await pool.acquire()
        return await conn.describe(name)
    except LookupError:
        return None
    finally:
        if conn is not None:
            await pool.release(conn)
