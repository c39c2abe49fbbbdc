"""The task has not begun when the record goes back."""
import asyncio


async def close(pool, archive, order):
    record = await pool.acquire()  # step: acquired
    record.fill(order)
    task = asyncio.create_task(archive(record))  # step: deferred
    await asyncio.wait([task])
    await pool.release(record)  # error: [POOL104] # step: released
