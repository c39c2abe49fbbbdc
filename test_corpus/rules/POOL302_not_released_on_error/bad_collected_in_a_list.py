"""The check of the second connection fails: those in the list are given back by nobody."""
# select: ALL


async def connect_any(pool, addresses, is_usable):
    candidates = []
    chosen = None
    for address in addresses:
        conn = await pool.acquire(address)  # error: [POOL302] # step: acquired
        candidates.append(conn)
        if await is_usable(conn):  # step: left
            chosen = conn
            break
    for conn in candidates:
        if conn is not chosen:
            await pool.release(conn)
    return chosen
