"""The group waits at the end of its block, the connection goes before."""
import anyio


async def save(pool, write, row):
    conn = await pool.acquire()  # step: acquired
    async with anyio.create_task_group() as group:
        group.create_task(write(conn, row))  # step: deferred
        await pool.release(conn)  # error: [POOL104] # step: released
