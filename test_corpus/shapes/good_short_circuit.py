"""`and` only decides whether a log line is written."""


def settle(pool, conn_id, idle, log):
    conn = pool.acquire(conn_id)
    idle and log.info("idle %s", conn_id)
    conn.flush()
    pool.release(conn)
    return conn_id
