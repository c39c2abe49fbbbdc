"""The first loop gives all connections back, the second one uses them."""


def warm_up(pool, count):
    live = []
    conn = pool.get_conn()  # step: acquired
    live.append(conn)
    for one in live:
        pool.put_conn(one)  # error: [POOL101] # step: released
    for one in live:
        one.reset()  # step: used
