"""Another item stands first in the list."""


def first(pool, spare):
    conn = pool.acquire()
    live = []
    live.append(spare)
    live.append(conn)
    pool.release(live[1])
    return live[0].ping()
