"""The condition is the wrong way round: the chosen connection goes back and is returned."""


def connect_any(pool, addresses, is_usable):
    candidates = []
    chosen = None
    for address in addresses:
        conn = pool.acquire(address)  # step: acquired
        candidates.append(conn)
        if is_usable(conn):
            chosen = conn
            break
    for conn in candidates:
        if conn is chosen:
            pool.release(conn)  # error: [POOL105] # step: released
    return chosen  # step: escaped
