"""After `cancel` the task is awaited, and only then the connection goes back."""
import asyncio


async def poll(pool, listen, message):
    conn = await pool.acquire()
    task = asyncio.create_task(listen(conn))
    reply = await message.reply()
    task.cancel()
    await asyncio.wait([task])
    await pool.release(conn)
    return reply
