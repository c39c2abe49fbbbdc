"""Nothing here or behind the call gives the connection back."""
# select: ALL


def count(conn_pool, table):
    conn = conn_pool.acquire()  # error: [POOL301] "at all" # step: acquired
    rows = conn.fetch("select count(*) from item")
    print(table, rows)  # step: left
