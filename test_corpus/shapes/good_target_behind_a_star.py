"""`last` is the number; the connection went into the list in the middle."""


def pick(pool):
    conn = pool.acquire()
    first, *rest, last = 1, conn, 2
    pool.release(conn)
    return first.bit_length() + last.bit_length()
