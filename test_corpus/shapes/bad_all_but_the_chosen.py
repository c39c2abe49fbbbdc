"""The condition is the wrong way round: the chosen connection goes back and is returned."""


def choose(pool, is_usable):
    conn = pool.acquire()  # step: acquired
    candidates = []
    candidates.append(conn)
    chosen = conn if is_usable(conn) else None
    for one in candidates:
        if one is chosen:
            pool.release(one)  # error: [POOL105] # step: released
    return chosen  # step: escaped
