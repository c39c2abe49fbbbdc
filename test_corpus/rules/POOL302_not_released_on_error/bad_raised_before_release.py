"""The check raises with the connection in hand."""
# select: ALL


def open_checked(pool, version):
    conn = pool.acquire()  # error: [POOL302] # step: acquired
    if conn.version < version:
        raise ValueError(version)  # step: left
    return conn
