"""A bad row releases and leaves the loop."""


def import_rows(pool, rows):
    conn = pool.getconn()
    for row in rows:
        conn.insert(row)
        if row.is_last:
            pool.putconn(conn)
            break
