"""The last use stands above the release."""


def send(pool, conn, job):
    try:
        job.load()
    except OSError:
        raise
    conn.send("done")
    pool.checkin(conn)
