"""The name is cleared only after the release, and the cleanup asks for it."""
# select: ALL


def ping(pool, hosts):
    conn = pool.acquire()
    try:
        if not hosts:
            pool.release(conn)
            conn = None
    finally:
        if conn is not None:
            pool.release(conn)
