"""The name of the pool is bound to the fallback after the release."""
# select: ALL


def fetch(pool, fallback, sql):
    conn = pool.acquire()
    try:
        rows = conn.fetch(sql)
    finally:
        pool.release(conn)
    pool = fallback
    return rows, pool
