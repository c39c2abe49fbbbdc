"""The header of a `with` opens a cursor on a connection that was put back."""


def peek(pool, query):
    conn = pool.getconn()  # step: acquired
    try:
        with conn.cursor() as cursor:  # step: used
            cursor.execute(query)
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
