"""The release stands behind the group's block."""
import asyncio


async def fan_out(pool, run, jobs):
    conn = await pool.acquire()
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(run(conn, job))
    await pool.release(conn)
