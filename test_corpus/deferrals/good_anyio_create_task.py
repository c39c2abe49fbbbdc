"""The task has been awaited."""
import anyio


async def save(pool, write, row):
    conn = await pool.acquire()
    async with anyio.create_task_group() as group:
        written = group.create_task(write(conn, row))
        await written
        await pool.release(conn)
