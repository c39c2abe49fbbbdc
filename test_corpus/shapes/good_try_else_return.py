"""The rows are counted in the `else`, before the `finally` releases."""


def count(pool, query):
    conn = pool.acquire()
    try:
        rows = conn.fetch(query)
    except LookupError:
        rows = []
    else:
        rows += conn.pending()
    finally:
        pool.release(conn)
    return len(rows)
