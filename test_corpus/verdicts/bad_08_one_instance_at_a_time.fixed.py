"""Each connection is reset after it was put back, in the same turn of the loop."""


def drain(pool, count):
    live = []
    for _ in range(count):
        conn = pool.get_connection()
        conn.ping()
        live.append(conn)
    for conn in live:
        try:
            conn.reset()  # step: used
        finally:
            pool.put_connection(conn)  # error: [POOL101] # step: released
