"""The callback sets the flag, so the assertion holds and the way to the late ping is open."""


def drain(pool, feed):
    conn = pool.acquire()  # step: acquired
    called = False

    def note():
        nonlocal called
        called = True

    feed.run(note)
    try:
        assert called is True
        conn.ping()  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
