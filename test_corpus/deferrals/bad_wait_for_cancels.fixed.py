"""The shielded upload survives the timeout, and the handler gives its buffer away."""
import asyncio


async def upload(pool, send, limit):
    buf = await pool.acquire()  # step: acquired
    task = asyncio.create_task(send(buf))
    try:
        await asyncio.wait_for(asyncio.shield(task), limit)
    except asyncio.TimeoutError:
        print("upload is slow")
    await asyncio.wait([task])
    await pool.release(buf)  # error: [POOL104] # step: released
