"""The last word of the name says that it is a log, which only writes down what it is given."""


def ping(pool, audit_log):
    conn = pool.acquire()
    conn.ping()
    pool.release(conn)
    audit_log.info("pinged %s", conn)
