"""The last use stands above the release."""


def send(pool, conn, job):
    try:
        job.conn = conn
    except AttributeError:
        raise
    conn.send("done")
    pool.checkin(conn)
