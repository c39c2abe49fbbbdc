"""The other half."""

import first


def lend_more(pool, depth):
    return first.lend(pool, depth)


def give(pool, conn):
    pool.putconn(conn)


def right(pool):
    conn = first.lend(pool)
    conn.execute("select 1")
    give(pool, conn)
