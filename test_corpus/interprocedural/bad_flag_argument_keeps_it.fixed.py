"""Without the flag the helper gives the connection back before the ping."""


def done(pool, conn, keep=False):
    if not keep:
        pool.putconn(conn)  # step: released


def refresh(pool):
    conn = pool.getconn()  # step: acquired
    try:
        conn.ping()  # step: used
    finally:
        done(pool, conn)  # error: [POOL101] # step: released
