"""The `finally` releases, and the `return` behind it still asks for what is pending."""


def count(pool, query):
    conn = pool.acquire()  # step: acquired
    try:
        try:
            rows = conn.fetch(query)
        except LookupError:
            rows = []
        return len(rows) + conn.pending()  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
