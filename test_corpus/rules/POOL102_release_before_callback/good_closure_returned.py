"""The ranks are computed while the connection is held; the closure keeps only them."""


def ranker(pool, keys):
    conn = pool.getconn()
    ranks = {key: conn.rank(key) for key in keys}
    pool.putconn(conn)

    def rank(key):
        return ranks[key]

    return rank
