"""The handler gives the connection back whatever happens, so that the release below it was never skipped."""


def store(pool, rows):
    conn = pool.getconn()  # step: acquired
    try:
        conn.insert(rows)
    except Exception:
        pool.putconn(conn)
        raise LookupError(rows)
    try:
        conn.commit()  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101]  # step: released
