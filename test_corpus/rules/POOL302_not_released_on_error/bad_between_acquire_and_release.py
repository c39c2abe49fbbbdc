"""A statement that fails leaves before the release."""
# select: ALL


def store(pool, row):
    conn = pool.getconn()  # error: [POOL302] "`conn`" # step: acquired
    conn.insert(row)  # step: left
    pool.putconn(conn)  # step: released
