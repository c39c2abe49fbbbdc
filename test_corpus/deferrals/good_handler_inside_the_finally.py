"""The handler takes another error than the one with which the function fails: a task goes on then, which POOL404 tells."""
import asyncio


async def refresh(pool, push, log):
    conn = await pool.acquire()
    try:
        job = asyncio.create_task(push(conn))
        await conn.execute("select 1")
        await job
    finally:
        await pool.release(conn)
        try:
            await push()
        except Exception:
            log.warning("failed")
