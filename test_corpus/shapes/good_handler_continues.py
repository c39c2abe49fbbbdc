"""The handler takes a new connection for the next turn."""


def feed(pool, rows):
    conn = pool.getconn()
    for row in rows:
        try:
            conn.insert(row)
        except OSError:
            pool.putconn(conn)
            conn = pool.getconn()
    return len(rows)
