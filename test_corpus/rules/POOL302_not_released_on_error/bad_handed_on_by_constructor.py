"""The ping may fail before anybody owns the connection."""
# select: ALL
from leases import Lease


async def checked_lease(pool):
    conn = await pool.acquire()  # error: [POOL302] # step: acquired
    await conn.ping()  # step: left
    return Lease(pool, conn)
