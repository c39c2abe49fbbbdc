"""The lease owns the connection; where making it fails, the handler gives the connection back."""
# select: ALL
from leases import Lease


async def lease(pool):
    conn = await pool.acquire()
    return Lease(pool, conn)


async def checked_lease(pool):
    conn = await pool.acquire()
    try:
        await conn.ping()
        return Lease(pool, conn)
    except BaseException:
        pool.release(conn)
        raise
