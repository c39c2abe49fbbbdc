"""Nothing in the function gives the connection back, and nobody else gets to know it."""
# select: ALL


def count(conn_pool, table):
    conn = conn_pool.acquire()  # error: [POOL301] "at all" # step: acquired
    rows = conn.fetch("select count(*) from item")
    print(table, rows)  # step: left
    conn_pool.release(conn)


def drop(conn_pool, conn):
    conn_pool.release(conn)
