"""A cancellation at the first `await` releases under the running task: what nothing here catches is not followed."""
import asyncio


async def copy(pool, stream, other):
    conn = await pool.acquire()
    task = asyncio.create_task(stream(conn))
    try:
        await other()
        await task
    finally:
        await pool.release(conn)  # missed: [POOL104]
