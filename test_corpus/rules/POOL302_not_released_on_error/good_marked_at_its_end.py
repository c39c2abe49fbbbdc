"""Feeding the end into a stream reader only notes it; nothing fails before the release."""
# select: ALL


async def run(pool, command):
    conn = await pool.acquire()
    clean = False
    try:
        result = await command(conn)
        clean = True
        return result
    finally:
        if not clean:
            conn.reader.feed_eof()
        pool.release(conn)
