"""The future is awaited here."""
import asyncio


async def begin(pool, copy, path):
    conn = await pool.acquire()
    try:
        return await asyncio.ensure_future(copy(conn, path))
    finally:
        await pool.release(conn)
