"""A loop collects connections in a list, and a second loop gives each of them back."""


def warm_up(pool, count):
    warmed = []
    try:
        for _ in range(count):
            conn = pool.acquire()
            conn.ping()
            warmed.append(conn)
    finally:
        for conn in warmed:
            pool.release(conn)
    return len(warmed)
