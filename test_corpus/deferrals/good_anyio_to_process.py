"""A process works on a copy, and it is waited for besides."""
from anyio import to_process


async def shrink(pool, resize, picture):
    buf = pool.acquire()
    buf.load(picture)
    small = await to_process.run_sync(resize, buf)
    pool.release(buf)
    return small
