"""The task takes a feed of its own."""
import trio


async def watch(pool, follow):
    feed = await pool.acquire()
    trio.lowlevel.spawn_system_task(follow, pool)
    await pool.release(feed)
