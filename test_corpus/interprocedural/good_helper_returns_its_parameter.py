"""Both names are done with when the connection goes back."""


def prepare(conn):
    conn.reset()
    return conn


def run(pool, query):
    conn = pool.getconn()
    session = prepare(conn)
    rows = session.fetch(query)
    pool.putconn(conn)
    return rows
