"""Nobody but this function sets the flag, and the assertion says that nothing was given back."""


def drain(pool, feed):
    conn = pool.acquire()
    given = False
    if feed.is_empty:
        pool.release(conn)
        given = True
    feed.run(conn.name)
    assert given is False
    conn.ping()
    pool.release(conn)
