"""The release stands in a `finally`."""
# select: ALL


def store(pool, row):
    conn = pool.getconn()
    try:
        conn.insert(row)
    finally:
        pool.putconn(conn)
