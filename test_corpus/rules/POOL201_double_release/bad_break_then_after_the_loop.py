"""The found case releases before the `break`, and the line after the loop releases again."""


def search(pool, keys):
    conn = pool.getconn()  # step: acquired
    hit = None
    for key in keys:
        hit = conn.get(key)
        if hit is not None:
            pool.putconn(conn)  # step: released
            break
    pool.putconn(conn)  # error: [POOL201] # step: released
    return hit
