"""`filter` asks the connection when the caller iterates."""


def known(pool, keys):
    conn = pool.acquire()  # step: acquired
    hits = filter(conn.has, keys)
    pool.release(conn)  # error: [POOL102] # step: released
    return hits
