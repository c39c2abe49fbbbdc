"""The helper rolls back before it gives the connection back, and what fails there keeps it."""
# select: ALL


def finish(pool, conn):
    conn.rollback()
    pool.putconn(conn)


def store(pool, row):
    conn = pool.getconn()  # error: [POOL302] # step: acquired
    try:
        conn.insert(row)
    finally:
        finish(pool, conn)  # step: left, released
