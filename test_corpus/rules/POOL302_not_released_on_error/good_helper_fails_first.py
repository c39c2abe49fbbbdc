"""The helper gives the connection back whatever becomes of the roll-back."""
# select: ALL


def finish(pool, conn):
    try:
        conn.rollback()
    finally:
        pool.putconn(conn)


def store(pool, row):
    conn = pool.getconn()
    try:
        conn.insert(row)
    finally:
        finish(pool, conn)
