"""The handler of the group releases and raises."""
# python: 3.11


def save(pool, rows, write_all):
    conn = pool.getconn()
    try:
        write_all(conn, rows)
    except* ValueError as errors:
        pool.putconn(conn)
        raise RuntimeError("rows refused") from errors
    conn.commit()
    pool.putconn(conn)
