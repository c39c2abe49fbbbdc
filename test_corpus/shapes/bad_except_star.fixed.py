"""The handler of the group releases, and the statement after the `try` commits."""
# python: 3.11


def save(pool, rows, write_all):
    conn = pool.getconn()  # step: acquired
    try:
        try:
            write_all(conn, rows)
        except* ValueError as errors:
            print(len(errors.exceptions))
        conn.commit()  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
