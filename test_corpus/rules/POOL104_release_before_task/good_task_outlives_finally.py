"""The handler waits for the task before the release."""
import asyncio


async def refresh(conn, user):
    await asyncio.sleep(1)
    await conn.execute("update stats set seen = now() where id = $1", user)


async def handle(pool, user):
    conn = await pool.acquire()
    try:
        task = asyncio.create_task(refresh(conn, user))
        await task
    finally:
        await pool.release(conn)
