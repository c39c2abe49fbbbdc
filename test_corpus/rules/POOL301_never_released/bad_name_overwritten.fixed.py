"""The name is cleared before the cleanup asks for it: the connection stays out."""
# select: ALL


def ping(pool, hosts):
    conn = pool.acquire()  # error: [POOL301] # step: acquired
    try:
        if not hosts:
            pool.release(conn)
            conn = None
    finally:
        if conn is not None:  # step: left
            pool.release(conn)  # step: released
