"""A helper of the module makes a task of the coroutine; nobody waits for it before the release."""
import asyncio

running = set()


def spawn(coro):
    task = asyncio.create_task(coro)
    running.add(task)
    return task


async def audit(conn, user):
    await conn.execute(user)  # step: used


async def handle(pool, user):
    conn = await pool.acquire()  # step: acquired
    task = spawn(audit(conn, user))  # step: deferred
    await asyncio.wait([task])
    await pool.release(conn)  # error: [POOL104] # step: released
