"""Nobody waits for a system task."""
import trio


async def watch(pool, follow):
    feed = await pool.acquire()  # step: acquired
    trio.lowlevel.spawn_system_task(follow, feed)  # step: deferred
    await pool.release(feed)  # error: [POOL104] # step: released
