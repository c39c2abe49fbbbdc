"""Another item stands first in the list; how long `others` is isn't known."""


def first(pool, spare, others):
    conn = pool.acquire()
    live = []
    live.append(spare)
    live.append(conn)
    rest = []
    others.fill(rest)
    rest.append(conn)
    pool.release(live[1])
    return live[0].ping(), rest[0].ping()
