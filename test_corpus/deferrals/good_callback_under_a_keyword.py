"""The callback gives back itself; one under another keyword may be called at once."""


def accept(future_pool, channels, connection):
    future = future_pool.acquire()

    def done(key):
        future.resolve(key)
        future_pool.release(future)

    channels.register(connection, on_completed=done)


def ordered(conn_pool, rows):
    conn = conn_pool.acquire()
    try:
        return sorted(rows, key=lambda row: conn.rank(row))
    finally:
        conn_pool.release(conn)
