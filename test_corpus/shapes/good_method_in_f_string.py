"""The f-string only shows which connection it was."""


def close(pool, log):
    conn = pool.getconn()
    conn.ping()
    pool.putconn(conn)
    log.info(f"returned {conn!r}")
