"""The handle is awaited after the release."""
import anyio


async def save(pool, write, row):
    conn = await pool.acquire()  # step: acquired
    async with anyio.create_task_group() as group:
        written = group.start_soon(write, conn, row)  # step: deferred
        await pool.release(conn)  # error: [POOL104] # step: released
        await written
