"""The flag is set beside the release and tested the wrong way round."""


def run(pool, job):
    conn = pool.acquire()  # step: acquired
    try:
        released = False
        if job.is_short:
            job.run(conn)
            released = True
        job.report()
        if released:
            conn.flush()  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
