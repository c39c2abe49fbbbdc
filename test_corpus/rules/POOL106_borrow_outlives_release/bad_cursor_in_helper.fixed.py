"""The helper reads the cursor; by then the connection is another caller's."""
# select: POOL1


def read(cur):
    return [row[0] for row in cur]  # step: used


def names(pool):
    conn = pool.getconn()  # step: acquired
    cur = conn.cursor()  # step: borrowed
    try:
        return read(cur)  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL106]  # step: released
