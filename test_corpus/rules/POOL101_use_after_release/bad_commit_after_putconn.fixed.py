"""The commit comes after the connection went back: it may commit another thread's half-done work."""


def export(pool, rows):
    conn = pool.getconn()  # step: acquired
    for row in rows:
        conn.execute("insert into export values (%s)", row)
    conn.commit()  # step: used
    pool.putconn(conn)  # error: [POOL101] "`conn`" # step: released
