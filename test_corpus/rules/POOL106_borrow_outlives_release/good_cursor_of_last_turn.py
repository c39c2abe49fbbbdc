"""The name is bound to another connection's cursor before it is used."""
# select: POOL1


def both(pool, query):
    conn = pool.getconn()
    cur = conn.cursor()
    cur.execute(query)
    first = cur.fetchall()
    pool.putconn(conn)
    conn = pool.getconn()
    cur = conn.cursor()
    cur.execute(query)
    second = cur.fetchall()
    pool.putconn(conn)
    return first, second
