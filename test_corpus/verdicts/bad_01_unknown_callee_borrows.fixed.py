"""An unknown function borrows its arguments: after it returns the connection is ours, and then it is not."""


def export(pool, rows, write_rows):
    conn = pool.getconn()  # step: acquired
    write_rows(conn, rows)
    conn.commit()  # step: used
    pool.putconn(conn)  # error: [POOL101] # step: released
