"""`list`, `dict` and `await` are done before the release; only plain values leave."""


async def rows(pool, query):
    async with pool.acquire() as conn:
        return list(map(dict, await conn.fetch(query)))


async def one(pool, query):
    conn = await pool.acquire()
    try:
        return await conn.fetchrow(query)
    finally:
        await pool.release(conn)
