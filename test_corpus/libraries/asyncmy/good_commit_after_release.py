"""The commit comes first; the release need not be awaited."""
import asyncmy


async def store(settings, row):
    pool = await asyncmy.create_pool(**settings)
    conn = await pool.acquire()
    await conn.query(row)
    await conn.commit()
    pool.release(conn)
