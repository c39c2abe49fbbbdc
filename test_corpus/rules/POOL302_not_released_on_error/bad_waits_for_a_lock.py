"""Cancelled while it waits for the semaphore, with a connection in hand."""
# select: ALL


async def fetch(pool, semaphore, sql):
    conn = await pool.acquire()  # error: [POOL302] "cancellation" # step: acquired
    async with semaphore:  # step: left
        try:
            return await conn.fetch(sql)
        finally:
            await pool.release(conn)  # step: released
