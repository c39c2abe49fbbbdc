"""The found case releases before the `break`, and the line after the loop releases again."""


def search(pool, keys):
    conn = pool.getconn()  # step: acquired
    try:
        hit = None
        for key in keys:
            hit = conn.get(key)
            if hit is not None:
                break
    finally:
        pool.putconn(conn)  # step: released
    return hit
