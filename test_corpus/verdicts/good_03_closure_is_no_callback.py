"""Both lambdas run at once, inside `retry` and `sort`, while the connection is held."""


def totals(pool, keys, retry):
    conn = pool.getconn()
    rows = retry(lambda: conn.fetch_all(keys))
    rank = lambda row: conn.rank(row)
    rows.sort(key=rank)
    pool.putconn(conn)
    return rows
