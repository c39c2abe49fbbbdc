"""The release is written twice, for success and for errors; a cancellation comes to neither."""
# select: ALL


async def fetch(pool, sql):
    conn = await pool.acquire()  # error: [POOL402] # step: acquired
    try:
        rows = await conn.fetch(sql)  # step: left
    except BaseException:
        await pool.release(conn)  # step: released
        raise
    await pool.release(conn)
    return rows
