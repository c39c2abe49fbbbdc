"""What it uses is given back, whatever happens in it."""
# select: ALL


def write_back(conn, row):
    conn.insert(row)


def store(pool, row):
    conn = pool.getconn()
    try:
        write_back(conn, row)
    finally:
        pool.putconn(conn)
