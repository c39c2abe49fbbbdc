"""The helper reads the statistics of a connection that its caller has released."""


def report(conn, log):
    log.info("%d queries", conn.count())


def finish(pool, log):
    conn = pool.acquire()  # step: acquired
    conn.flush()
    report(conn, log)  # step: used
    pool.release(conn)  # error: [POOL101] # step: released
