"""The task of the handle has been awaited."""
import anyio


async def save(pool, write, row):
    conn = await pool.acquire()
    async with anyio.create_task_group() as group:
        written = group.start_soon(write, conn, row)
        await written
        await pool.release(conn)
