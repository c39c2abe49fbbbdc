"""The connection is taken out behind the semaphore."""
# select: ALL


async def fetch(pool, semaphore, sql):
    async with semaphore:
        conn = await pool.acquire()
        try:
            return await conn.fetch(sql)
        finally:
            await pool.release(conn)
