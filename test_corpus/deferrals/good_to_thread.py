"""The thread's work is awaited."""
import asyncio


async def digest(pool, stream, hash_into):
    buf = await pool.acquire()
    await stream.read_into(buf)
    await asyncio.to_thread(hash_into, buf)
    await pool.release(buf)
