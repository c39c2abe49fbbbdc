"""The check gives the connection back before it raises."""
# select: ALL


def open_checked(pool, version):
    conn = pool.acquire()
    if conn.version < version:
        pool.release(conn)
        raise ValueError(version)
    return conn
