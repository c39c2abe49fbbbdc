"""The loop gives back every connection but the one that is returned."""


def choose(pool, is_usable):
    conn = pool.acquire()
    candidates = []
    candidates.append(conn)
    chosen = conn if is_usable(conn) else None
    for one in candidates:
        if one is not chosen:
            pool.release(one)
    return chosen
