"""The server's pool gets the connection back by the name of its database, too early."""
from edb.server.connpool import Pool


async def introspect(tenants: Pool, name):
    conn = await tenants.acquire(name)  # step: acquired
    try:
        return await conn.sql_fetch(b"select 1")  # step: used
    finally:
        tenants.release(name, conn)  # error: [POOL101] # step: released
