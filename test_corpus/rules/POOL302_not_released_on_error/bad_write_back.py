"""A function in sight that merely uses the connection takes nothing over, whatever its name says."""
# select: ALL


def write_back(conn, row):
    conn.insert(row)


def store(pool, row):
    conn = pool.getconn()  # error: [POOL302] # step: acquired
    write_back(conn, row)  # step: left
    pool.putconn(conn)  # step: released
