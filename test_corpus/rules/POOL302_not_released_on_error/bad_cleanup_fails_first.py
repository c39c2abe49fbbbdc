"""The reset in the `finally` is cancelled or fails, and the release behind it doesn't run."""
# select: ALL


async def run(pool, job):
    conn = await pool.acquire()  # error: [POOL302] # step: acquired
    try:
        return await conn.fetch(job.sql)
    finally:
        await conn.execute("reset all")  # step: left
        await pool.release(conn)  # step: released
