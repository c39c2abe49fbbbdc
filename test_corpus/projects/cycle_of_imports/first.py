"""Two modules that import each other, and a recursion through both."""

import second


def lend(pool, depth=0):
    if depth:
        return second.lend_more(pool, depth - 1)
    return pool.getconn()


def late(pool):
    conn = lend(pool)
    second.give(pool, conn)  # error: [POOL101]
    conn.execute("select 1")
