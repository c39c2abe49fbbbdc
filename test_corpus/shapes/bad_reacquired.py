"""The failed connection is replaced, but under another name than the one that is used."""


def query(pool, text):
    conn = pool.getconn()  # step: acquired
    if not conn.ping():
        pool.putconn(conn)  # error: [POOL101] # step: released
        fresh = pool.getconn()
        fresh.ping()
    rows = conn.fetch(text)  # step: used
    return rows
