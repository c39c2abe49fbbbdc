"""The list is worked off in a `finally`."""
# select: ALL


async def connect_any(pool, addresses, is_usable):
    candidates = []
    chosen = None
    try:
        for address in addresses:
            conn = await pool.acquire(address)
            candidates.append(conn)
            if await is_usable(conn):
                chosen = conn
                break
    finally:
        for conn in candidates:
            if conn is not chosen:
                await pool.release(conn)
    return chosen
