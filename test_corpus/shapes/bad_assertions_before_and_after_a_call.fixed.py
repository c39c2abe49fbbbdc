"""Both assertions hold, since the call between them changed the attribute: the way to the late read is open."""


def drain(pool, feed):
    conn = pool.acquire()  # step: acquired
    assert feed.is_open
    conn.copy_to(feed)
    feed.close()
    assert not feed.is_open
    conn.ping()  # step: used
    pool.release(conn)  # error: [POOL101] # step: released
