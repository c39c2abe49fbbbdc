"""Nothing before the release is likely to raise, so that no error skipped it: none may after the repair."""


def store(owner, pool, jobs, flush):
    conn = pool.getconn()  # step: acquired
    owner.conn = conn
    owner.state = jobs["state"]
    pool.putconn(conn)  # error: [POOL101]  # step: released
    flush(owner.conn)  # step: used
