"""Counting raises nothing, so the handler of a loop that only counts is never entered with the connection."""


def copy(pool, rows):
    conn = pool.acquire()
    total = 0
    try:
        for index in range(3):
            total += index
        for index in (1, 2):
            total += index
    except ValueError:
        pool.release(conn)
    conn.count(total)
    pool.release(conn)
