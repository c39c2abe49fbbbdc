"""The release is the last call of its `try`: whether it raised or not, the handler has no stale object for sure."""


def save(pool, row, audit):
    conn = pool.getconn()
    try:
        conn.insert(row)
        pool.putconn(conn)
    except Exception:
        conn.rollback()
        pool.putconn(conn)
        raise
