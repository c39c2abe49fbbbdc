"""The task has not begun when the record goes back."""
import asyncio


async def close(pool, archive, order):
    record = await pool.acquire()  # step: acquired
    record.fill(order)
    asyncio.create_task(archive(record))  # step: deferred
    await pool.release(record)  # error: [POOL104] # step: released
