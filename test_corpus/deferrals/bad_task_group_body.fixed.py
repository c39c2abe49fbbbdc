"""The release stands in the group's body; the group waits at the end of it."""
import asyncio


async def fan_out(pool, run, jobs):
    conn = await pool.acquire()  # step: acquired
    try:
        async with asyncio.TaskGroup() as group:
            for job in jobs:
                group.create_task(run(conn, job))
    finally:
        await pool.release(conn)  # error: [POOL104] # step: released
