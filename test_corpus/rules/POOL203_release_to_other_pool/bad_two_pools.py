"""Taken from the pool for reading, given to the pool for writing."""
# select: ALL


def report(read_pool, write_pool, sql):
    conn = read_pool.getconn()  # step: acquired
    try:
        return conn.fetch(sql)
    finally:
        write_pool.putconn(conn)  # error: [POOL203] # step: released
