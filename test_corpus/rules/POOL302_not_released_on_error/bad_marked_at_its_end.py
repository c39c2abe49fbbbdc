"""What tells the other side may fail, and the release behind it doesn't run."""
# select: ALL


async def run(pool, command):
    conn = await pool.acquire()  # error: [POOL302]  # step: acquired
    try:
        return await command(conn)
    finally:
        conn.writer.send_goodbye()  # step: left
        pool.release(conn)  # step: released
