"""The callback is taken back before the connection is released here."""

import asyncio


async def fetch(pool, sql, wanted):
    conn = await pool.acquire()
    task = asyncio.create_task(conn.fetch(sql))

    def give_back(done):
        pool.release(conn)

    task.add_done_callback(give_back)
    if not wanted:
        task.remove_done_callback(give_back)
        await asyncio.wait([task])
        pool.release(conn)
        return None
    return await task
