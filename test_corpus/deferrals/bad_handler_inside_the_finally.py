"""The handler takes the error of the statement: the task goes on with a connection that went back."""
import asyncio


async def refresh(pool, push, log):
    conn = await pool.acquire()  # step: acquired
    job = asyncio.create_task(push(conn))  # step: deferred
    try:
        await conn.execute("select 1")
        await job
    except Exception:
        log.warning("failed")
    await pool.release(conn)  # error: [POOL104] # step: released
