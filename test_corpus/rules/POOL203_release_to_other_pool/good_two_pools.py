"""Each connection goes back to its own pool."""
# select: ALL


def report(read_pool, write_pool, sql):
    conn = read_pool.getconn()
    try:
        rows = conn.fetch(sql)
    finally:
        read_pool.putconn(conn)
    other = write_pool.getconn()
    try:
        other.insert(rows)
    finally:
        write_pool.putconn(other)
