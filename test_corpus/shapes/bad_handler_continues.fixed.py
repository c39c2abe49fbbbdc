"""The handler releases the connection that the next turn of the loop goes on with."""


def feed(pool, rows):
    conn = pool.getconn()  # step: acquired
    try:
        for row in rows:
            try:
                conn.insert(row)  # step: used
            except OSError:
                pass  # error: [POOL101] # step: released
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
    return len(rows)
