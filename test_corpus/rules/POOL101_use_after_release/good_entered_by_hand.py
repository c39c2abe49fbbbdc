"""The last use comes before the manager is left."""

import asyncpg


async def first(pool: asyncpg.Pool, query):
    manager = pool.acquire()
    conn = await manager.__aenter__()
    try:
        row = await conn.fetchrow(query)
    finally:
        await manager.__aexit__(None, None, None)
    return row
