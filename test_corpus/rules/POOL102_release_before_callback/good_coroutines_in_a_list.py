"""They are awaited in the block; behind it, the list holds what they gave."""

import asyncio


async def together(pool, queries):
    async with pool.acquire() as conn:
        jobs = [conn.fetch(query) for query in queries]
        return await asyncio.gather(*jobs)


async def one_by_one(pool, queries, store):
    found = []
    conn = await pool.acquire()
    try:
        for query in queries:
            found.append(await conn.fetch(query))
    finally:
        await pool.release(conn)
    for rows in found:
        await store(rows)
