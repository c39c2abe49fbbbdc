"""Whether the connection goes back is decided by a flag; the analysis knows nothing of it."""
# select: ALL


def ping(pool, keep):
    conn = pool.acquire()
    try:
        conn.ping()
    finally:
        if not keep:
            pool.release(conn)
