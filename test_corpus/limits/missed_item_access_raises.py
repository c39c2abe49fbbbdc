"""The key is missing after the release and the handler rolls back: item access is not taken to raise."""


def store(pool, row):
    conn = pool.getconn()
    try:
        conn.insert(row)
        pool.putconn(conn)  # missed: [POOL103]
        total = row["total"]
    except KeyError:
        conn.rollback()
        raise
    return total
