"""The group fails while it is left: the handler goes on, and nobody gets what `return` has named."""
import asyncio


async def load(pool, work, log):
    conn = await pool.acquire()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work())
            return conn
    except Exception:
        log.exception("failed")
    await pool.release(conn)
