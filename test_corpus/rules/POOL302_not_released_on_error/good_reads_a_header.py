"""`headers.get` is the look-up of a dictionary, and waits for nothing."""
# select: ALL


async def fetch(conn_pool, request):
    conn = await conn_pool.acquire()
    kind = request.headers.get("content-type", "")
    try:
        return await conn.fetch(kind)
    finally:
        await conn_pool.release(conn)
