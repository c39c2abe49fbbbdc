"""The loop gives back every connection but the one that is returned."""


def connect_any(pool, addresses, is_usable):
    candidates = []
    chosen = None
    for address in addresses:
        conn = pool.acquire(address)
        candidates.append(conn)
        if is_usable(conn):
            chosen = conn
            break
    for conn in candidates:
        if conn is not chosen:
            pool.release(conn)
    return chosen
