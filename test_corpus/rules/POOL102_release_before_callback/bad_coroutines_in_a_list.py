"""The coroutines are made in the block and awaited behind it, together or one by one."""

import asyncio


async def together(pool, queries):
    async with pool.acquire() as conn:  # step: acquired, released
        jobs = [conn.fetch(query) for query in queries]  # step: deferred
    return await asyncio.gather(*jobs)  # error: [POOL102]  # step: used


async def one_by_one(pool, queries):
    jobs = []
    conn = await pool.acquire()  # step: acquired
    try:
        for query in queries:
            jobs.append(conn.fetch(query))  # step: deferred
    finally:
        await pool.release(conn)  # error: [POOL102]  # step: released
    for job in jobs:
        await job  # step: used
