"""An assertion on a plain name excludes the branch that has given the connection back."""


def drain(pool, feed, keep):
    conn = pool.acquire()
    conn.copy_to(feed)
    if not keep:
        pool.release(conn)
    assert keep
    conn.ping()
    pool.release(conn)
