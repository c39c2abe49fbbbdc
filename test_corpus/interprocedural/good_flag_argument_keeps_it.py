"""The helper is told to keep the connection, so the ping goes to one that is held."""


def done(pool, conn, keep=False):
    if not keep:
        pool.putconn(conn)


def refresh(pool):
    conn = pool.getconn()
    done(pool, conn, keep=True)
    conn.ping()
    done(pool, conn)
