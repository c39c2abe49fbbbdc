"""The flag decides about more than the release: that way has no release at all."""
# select: ALL


def ping(pool, keep):
    conn = pool.acquire()  # error: [POOL301] # step: acquired
    if keep:
        pool.release(conn)
        return False  # step: left
    try:
        conn.ping()
    finally:
        pool.release(conn)  # step: released
    return True
