"""A semaphore gives the right to go on and no object."""
import trio


async def limited(pool: trio.Semaphore, work):
    await pool.acquire()
    pool.release()
    await work(pool)
