"""The call in the `try` may well fail, and the release is skipped then: after the repair as before."""


def send(pool, conn, job):
    try:
        job.load()
    except OSError:
        raise
    conn.send("done")  # step: used
    pool.checkin(conn)  # error: [POOL101] # step: released
