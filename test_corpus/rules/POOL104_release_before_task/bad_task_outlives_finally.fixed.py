"""The statistics task runs after the response, on a connection that the `finally` has released."""
import asyncio


async def refresh(conn, user):
    await asyncio.sleep(1)
    await conn.execute("update stats set seen = now() where id = $1", user)


async def handle(pool, user):
    conn = await pool.acquire()  # step: acquired
    try:
        task = asyncio.create_task(refresh(conn, user))  # step: deferred
    finally:
        await asyncio.wait([task])
        await pool.release(conn)  # error: [POOL104] "`conn`" # step: released
