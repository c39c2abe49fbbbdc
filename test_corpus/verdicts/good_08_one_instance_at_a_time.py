"""The loop puts back many connections, and touches each before it does so."""


def drain(pool, count):
    live = []
    for _ in range(count):
        conn = pool.get_connection()
        conn.ping()
        live.append(conn)
    for conn in live:
        conn.reset()
        pool.put_connection(conn)
