"""`cancel` only asks: the task runs its clean-up on the connection after the release."""
import asyncio


async def poll(pool, listen, message):
    conn = await pool.acquire()  # step: acquired
    task = asyncio.create_task(listen(conn))
    reply = await message.reply()
    task.cancel()
    await asyncio.wait([task])
    await pool.release(conn)  # error: [POOL104] # step: released
    return reply
