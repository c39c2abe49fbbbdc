"""The `put` has sent it when the next call raises: the receiver has an object that goes back."""


def write(pool, queue, row):
    conn = pool.getconn()  # step: acquired
    conn.insert(row)
    try:
        queue.put(conn)  # step: escaped
        row.notify()
    except Exception:
        pool.putconn(conn)  # error: [POOL105] "is sent" # step: released
        raise
