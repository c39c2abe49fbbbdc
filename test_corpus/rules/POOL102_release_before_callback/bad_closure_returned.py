"""The returned function ranks through a connection that went back before it is ever called."""


def ranker(pool, keys):
    conn = pool.getconn()  # step: acquired

    def rank(key):
        return conn.rank(key)

    pool.putconn(conn)  # error: [POOL102] "`conn`" # step: released
    return rank
