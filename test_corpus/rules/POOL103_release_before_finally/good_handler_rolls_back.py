"""The release stands behind the `try`, so no handler can see a released connection."""


def save(pool, row, audit):
    conn = pool.getconn()
    try:
        conn.insert(row)
        audit.record(row)
    except Exception:
        conn.rollback()
        pool.putconn(conn)
        raise
    pool.putconn(conn)
