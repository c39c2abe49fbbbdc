"""A catalog is no log: what its `info` does with the connection nobody knows."""


def ping(pool, catalog):
    conn = pool.acquire()  # step: acquired
    conn.ping()
    pool.release(conn)  # error: [POOL101] # step: released
    catalog.info("pinged %s", conn)  # step: used
