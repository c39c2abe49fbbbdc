"""`and` releases on the way to the next statement when the connection is idle."""


def settle(pool, conn_id, idle, log):
    conn = pool.acquire(conn_id)  # step: acquired
    idle and pool.release(conn)  # error: [POOL101] # step: released
    conn.flush()  # step: used
    return conn_id
