"""The release stands in a `finally` of its own."""
# select: ALL


async def run(pool, job):
    conn = await pool.acquire()
    try:
        return await conn.fetch(job.sql)
    finally:
        try:
            await conn.execute("reset all")
        finally:
            await pool.release(conn)
