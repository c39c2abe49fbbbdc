"""There is one task: when anything is done, it is that task, and the connection may go."""
import asyncio


async def wait_a_little(pool, work):
    conn = await pool.acquire()
    task = asyncio.create_task(work(conn))
    done, pending = await asyncio.wait({task}, timeout=2)
    if done:
        await pool.release(conn)  # false-alarm: [POOL104]
