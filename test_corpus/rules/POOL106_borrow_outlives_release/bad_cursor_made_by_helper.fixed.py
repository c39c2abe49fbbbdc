"""The helper returns a cursor of the connection that it was given."""
# select: POOL1


def run(conn, query):
    cur = conn.cursor()
    cur.execute(query)
    return cur


def names(pool):
    conn = pool.getconn()  # step: acquired
    try:
        cur = run(conn, "select name from users")  # step: borrowed
        return [row[0] for row in cur]  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL106]  # step: released
