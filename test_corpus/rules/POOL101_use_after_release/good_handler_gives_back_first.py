"""The commit stands in front of the second release."""


def store(pool, rows):
    conn = pool.getconn()
    try:
        conn.insert(rows)
    except Exception:
        pool.putconn(conn)
        raise LookupError(rows)
    conn.commit()
    pool.putconn(conn)
