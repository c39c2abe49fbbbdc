"""What `execute` gives is a cursor here: it is asked for its rows."""
# select: POOL1


def count(pool):
    conn = pool.get_connection()  # step: acquired
    result = conn.execute("select count(*) from users")  # step: borrowed
    try:
        return result.fetchone()[0]  # step: used
    finally:
        pool.release(conn)  # error: [POOL106]  # step: released
