"""The flag is set beside the release and guards what comes later."""


def run(pool, job):
    conn = pool.acquire()
    released = False
    if job.is_short:
        job.run(conn)
        pool.release(conn)
        released = True
    job.report()
    if not released:
        conn.flush()
        pool.release(conn)
