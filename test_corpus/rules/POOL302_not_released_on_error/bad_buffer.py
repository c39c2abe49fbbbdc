"""A connection that an error drops stays taken: the same code as for a buffer, and here it is a leak."""
# select: ALL


def pack(conn_pool, rows, write):
    conn = conn_pool.acquire()  # error: [POOL302] # step: acquired
    write(conn, rows)  # step: left
    conn_pool.release(conn)  # step: released
