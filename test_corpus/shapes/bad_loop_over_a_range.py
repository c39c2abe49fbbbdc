"""The handler gives the connection back, and the line behind it uses it: the loop's body may raise."""


def copy(pool, rows):
    conn = pool.acquire()  # step: acquired
    try:
        for index in range(3):
            conn.copy(rows[index])
    except ValueError:
        pool.release(conn)  # error: [POOL101] # step: released
    return conn.count()  # step: used
