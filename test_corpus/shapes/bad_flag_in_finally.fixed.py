"""The `finally` releases without looking at the flag."""


def run(pool, job):
    conn = pool.acquire()  # step: acquired
    done = False
    try:
        job.run(conn)
        done = True
        job.report()
    finally:
        print("done:", done)
        pool.release(conn)  # error: [POOL201] # step: released
