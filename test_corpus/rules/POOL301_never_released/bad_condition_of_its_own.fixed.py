"""The flag decides about more than the release: that way has no release at all."""
# select: ALL


def ping(pool, keep):
    conn = pool.acquire()  # error: [POOL301] # step: acquired
    try:
        if keep:
            return False  # step: left
        conn.ping()
    finally:
        pool.release(conn)  # step: released
    return True
