"""The helper is called before the release."""


def report(conn, log):
    log.info("%d queries", conn.count())


def finish(pool, log):
    conn = pool.acquire()
    conn.flush()
    report(conn, log)
    pool.release(conn)
