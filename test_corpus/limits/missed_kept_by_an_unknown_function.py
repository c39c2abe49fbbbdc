"""The registry keeps the connection and pings it later: an unknown function is taken to keep nothing."""


def register(pool, registry):
    conn = pool.getconn()
    registry.watch(conn)
    pool.putconn(conn)  # missed: [POOL101]
    registry.ping_all()
