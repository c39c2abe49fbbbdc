"""The handler hardly ever runs: no error skipped the release, and none may after the repair."""


def send(pool, conn, job):
    try:
        job.conn = conn
    except AttributeError:
        raise
    pool.checkin(conn)  # error: [POOL101] # step: released
    conn.send("done")  # step: used
