"""Making and entering a scope of time or cancellation doesn't fail."""
# select: ALL

import trio


async def query(pool, sql, seconds):
    with trio.move_on_after(seconds):
        conn = await pool.acquire()
        try:
            return await conn.fetch(sql)
        finally:
            with trio.CancelScope(shield=True):
                await pool.release(conn)
    return None
