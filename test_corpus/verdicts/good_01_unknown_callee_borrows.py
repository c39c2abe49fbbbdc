"""An unknown function borrows its arguments, so the release after it is in order."""


def export(pool, rows, write_rows):
    conn = pool.getconn()
    write_rows(conn, rows)
    conn.commit()
    pool.putconn(conn)
