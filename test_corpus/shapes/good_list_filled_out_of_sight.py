"""How long the list is that somebody else fills isn't known."""
# runtime: skip whether `fill` puts anything in front is not written here


def first(pool, others):
    conn = pool.acquire()
    rest = []
    others.fill(rest)
    rest.append(conn)
    pool.release(conn)
    return rest[0].ping()
