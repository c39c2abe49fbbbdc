"""The group waits at the end of its block, the connection goes before."""
import anyio


async def save(pool, write, row):
    conn = await pool.acquire()  # step: acquired
    try:
        async with anyio.create_task_group() as group:
            group.create_task(write(conn, row))  # step: deferred
    finally:
        await pool.release(conn)  # error: [POOL104] # step: released
