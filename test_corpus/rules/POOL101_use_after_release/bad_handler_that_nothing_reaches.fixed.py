"""The handler hardly ever runs: no error skipped the release, and none may after the repair."""


def send(pool, conn, job):
    try:
        job.conn = conn
    except AttributeError:
        raise
    try:
        conn.send("done")  # step: used
    finally:
        pool.checkin(conn)  # error: [POOL101] # step: released
