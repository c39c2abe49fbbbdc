"""What the helper returns is used first and then goes back."""


def take(pool):
    conn = pool.getconn()
    conn.ping()
    return conn


def main(pool, query):
    conn = take(pool)
    rows = conn.fetch(query)
    pool.putconn(conn)
    return rows
