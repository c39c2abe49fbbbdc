"""The database's name comes first in the release, and it is used afterwards; the connection is not."""


async def run(pool, dbname, query, stats):
    conn = await pool.acquire(dbname)
    try:
        return await conn.fetch(query)
    finally:
        pool.release(dbname, conn, discard=conn.is_broken)
        stats[dbname] = len(dbname.encode())
