"""The line after the loop releases on both ways out."""


def search(pool, keys):
    conn = pool.getconn()
    hit = None
    for key in keys:
        hit = conn.get(key)
        if hit is not None:
            break
    pool.putconn(conn)
    return hit
