"""Given back only on errors: otherwise the session that came out of it owns it."""
# select: ALL


def login(pool, user):
    conn = pool.acquire()
    try:
        return conn.authenticate(user)
    except Exception:
        pool.release(conn)
        raise
