"""The task that the helper made is awaited before the release."""
import asyncio

running = set()


def spawn(coro):
    task = asyncio.create_task(coro)
    running.add(task)
    return task


async def audit(conn, user):
    await conn.execute(user)


async def handle(pool, user):
    conn = await pool.acquire()
    await spawn(audit(conn, user))
    await pool.release(conn)
