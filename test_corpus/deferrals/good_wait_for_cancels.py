"""`wait_for` ends the upload before it raises."""
import asyncio


async def upload(pool, send, limit):
    buf = await pool.acquire()
    task = asyncio.create_task(send(buf))
    try:
        await asyncio.wait_for(task, limit)
    except asyncio.TimeoutError:
        print("upload is slow")
    await pool.release(buf)
