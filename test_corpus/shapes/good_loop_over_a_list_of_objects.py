"""The list is emptied after the first loop, and filled with connections that are held."""


def warm_up(pool, count):
    live = []
    conn = pool.get_conn()
    live.append(conn)
    for one in live:
        one.reset()
        pool.put_conn(one)
    live.clear()
    live.append(pool.get_conn())
    for one in live:
        one.reset()
        pool.put_conn(one)
