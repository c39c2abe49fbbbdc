"""The release comes last, whatever the flush does."""


def store(owner, pool, jobs, flush):
    conn = pool.getconn()
    owner.conn = conn
    owner.state = jobs["state"]
    try:
        flush(owner.conn)
    finally:
        pool.putconn(conn)
