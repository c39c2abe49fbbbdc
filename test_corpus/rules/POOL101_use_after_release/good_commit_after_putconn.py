"""The commit is the last thing that touches the connection before it goes back."""


def export(pool, rows):
    conn = pool.getconn()
    for row in rows:
        conn.execute("insert into export values (%s)", row)
    conn.commit()
    pool.putconn(conn)
