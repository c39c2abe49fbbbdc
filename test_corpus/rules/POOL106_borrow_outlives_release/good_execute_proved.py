"""Nothing tells that this `execute` gives more than a plain list."""
# select: POOL1


def count(pool):
    conn = pool.get_connection()
    result = conn.execute("select count(*) from users")
    pool.release(conn)
    return len(result)
