"""`map` is lazy: the ranks are computed when the caller iterates, after the release."""


def totals(pool, keys, retry):
    conn = pool.getconn()  # step: acquired
    rows = retry(lambda: conn.fetch_all(keys))
    rank = lambda row: conn.rank(row)
    rows.sort(key=rank)
    pool.putconn(conn)  # error: [POOL102] # step: released
    return map(rank, rows)
