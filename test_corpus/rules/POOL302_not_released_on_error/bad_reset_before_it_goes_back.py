"""The reset of a connection speaks to the server, and the release behind it is skipped where that fails."""
# select: ALL


def run(pool, job):
    conn = pool.acquire()  # error: [POOL302]  # step: acquired
    try:
        return conn.fetch(job.sql)
    finally:
        conn.reset()  # step: left
        pool.release(conn)  # step: released
