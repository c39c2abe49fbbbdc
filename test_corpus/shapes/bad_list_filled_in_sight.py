"""The first item of the list is the connection, which has gone back."""


def first(pool):
    conn = pool.acquire()  # step: acquired
    live = []
    live.append(conn)
    pool.release(live[0])  # error: [POOL101] # step: released
    return live[0].ping()  # step: used
