"""The query has been answered."""
from edb.server.connpool import Pool


async def introspect(tenants: Pool, name):
    conn = await tenants.acquire(name)
    rows = await conn.sql_fetch(b"select 1")
    tenants.release(name, conn)
    return rows
