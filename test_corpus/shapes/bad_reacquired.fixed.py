"""The failed connection is replaced, but under another name than the one that is used."""


def query(pool, text):
    conn = pool.getconn()  # step: acquired
    try:
        if not conn.ping():
            fresh = pool.getconn()
            fresh.ping()
        rows = conn.fetch(text)  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
    return rows
