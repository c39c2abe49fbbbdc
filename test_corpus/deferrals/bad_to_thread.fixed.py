"""The thread of the task hashes a buffer that the next caller is filling."""
import asyncio


async def digest(pool, stream, hash_into):
    buf = await pool.acquire()  # step: acquired
    await stream.read_into(buf)
    task = asyncio.create_task(asyncio.to_thread(hash_into, buf))
    await asyncio.wait([task])
    await pool.release(buf)  # error: [POOL104] # step: released
