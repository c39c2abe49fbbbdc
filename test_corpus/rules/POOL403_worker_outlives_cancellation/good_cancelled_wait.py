"""The connection goes back when the thread has finished, whoever still waits for it."""
# select: ALL

import asyncio


async def export(pool, render):
    conn = await pool.acquire()
    work = asyncio.ensure_future(asyncio.to_thread(render, conn))
    work.add_done_callback(lambda _: pool.release(conn))
    await asyncio.shield(work)
