"""Leaving a manager by hand gives back what entering it lent."""

import asyncpg


async def first(pool: asyncpg.Pool, query):
    manager = pool.acquire()
    conn = await manager.__aenter__()  # step: acquired
    try:
        return await conn.fetchrow(query)  # step: used
    finally:
        await manager.__aexit__(None, None, None)  # error: [POOL101] # step: released
