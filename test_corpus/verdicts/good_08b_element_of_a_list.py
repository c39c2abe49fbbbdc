"""Which object the list's first element is cannot be known for sure: silent."""


def drain(pool, count):
    live = [pool.get_connection() for _ in range(count)]
    kept = live[1:]
    for conn in kept:
        pool.put_connection(conn)
    live[0].ping()
    return live[0]
