"""`with conn` commits or rolls back; the connection is held until the `putconn`."""


def save(pool, rows):
    conn = pool.getconn()
    try:
        with conn:
            conn.insert(rows)
        with conn:
            conn.refresh_statistics()
    finally:
        pool.putconn(conn)
