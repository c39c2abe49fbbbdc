"""Something that may raise follows the release in its `try`: the handler uses and releases again."""


def save(pool, row, audit):
    conn = pool.getconn()  # step: acquired
    try:
        conn.insert(row)
        audit.record(row)
        pool.putconn(conn)  # error: [POOL103] # step: released
    except Exception:
        conn.rollback()  # step: used
        pool.putconn(conn)  # error: [POOL201] # step: released
        raise
