"""No caller decides here: on the quick way the connection that is returned has gone back."""


def probe(pool, settings):
    conn = pool.getconn()
    conn.ping()
    if settings.quick:
        pool.putconn(conn)  # error: [POOL105]  # step: released
    return conn  # step: escaped
