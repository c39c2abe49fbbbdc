"""A `put` that raises has sent nothing: the object is still the function's, and goes back."""


def write(pool, queue, row):
    conn = pool.getconn()
    conn.insert(row)
    try:
        queue.put(conn)
    except Exception:
        pool.putconn(conn)
        raise
