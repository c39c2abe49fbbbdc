"""Where the shielded task itself fails it has ended; the timeout is handled by waiting for it."""
import asyncio


async def read(pool, work):
    conn = await pool.acquire()
    task = asyncio.create_task(work(conn))
    try:
        try:
            await asyncio.wait_for(asyncio.shield(task), 1)
        except asyncio.TimeoutError:
            await task
    except ValueError:
        await pool.release(conn)
        return
    await pool.release(conn)
