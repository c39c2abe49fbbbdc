"""When the audit fails after the release, the handler rolls another owner's work back."""


def save(pool, row, audit):
    conn = pool.getconn()  # step: acquired
    try:
        conn.insert(row)
        audit.record(row)
    except Exception:
        conn.rollback()  # step: used
        raise
    finally:
        pool.putconn(conn)  # error: [POOL103] # step: released
