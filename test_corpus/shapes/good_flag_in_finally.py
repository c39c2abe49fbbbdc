"""The `finally` looks at the flag before it releases."""


def run(pool, job):
    conn = pool.acquire()
    done = False
    try:
        job.run(conn)
        pool.release(conn)
        done = True
        job.report()
    finally:
        if not done:
            pool.release(conn)
