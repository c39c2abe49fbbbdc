"""A bad row releases the connection and goes on with the next row, on the same connection."""


def import_rows(pool, rows):
    conn = pool.getconn()  # step: acquired
    try:
        for row in rows:
            conn.insert(row)  # step: used
            if row.is_last:
                continue
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
