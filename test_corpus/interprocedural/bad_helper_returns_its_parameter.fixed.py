"""`prepare` returns the very connection that it was given: releasing one releases both names."""


def prepare(conn):
    conn.reset()
    return conn


def run(pool, query):
    conn = pool.getconn()  # step: acquired
    session = prepare(conn)
    try:
        return session.fetch(query)  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
