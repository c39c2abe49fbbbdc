"""The commit goes out on a connection that was closed or lent again."""
import asyncmy


async def store(settings, row):
    pool = await asyncmy.create_pool(**settings)
    conn = await pool.acquire()  # step: acquired
    await conn.query(row)
    await conn.commit()  # step: used
    pool.release(conn)  # error: [POOL101] # step: released
