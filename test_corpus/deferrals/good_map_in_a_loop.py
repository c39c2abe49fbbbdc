"""The rows are a list before the release: the loop asks the connection nothing."""


def report(pool, keys, out):
    conn = pool.getconn()
    rows = list(map(conn.read, keys))
    pool.putconn(conn)
    for row in rows:
        out.write(row)
