"""The header of a `with` opens a cursor on a connection that was put back."""


def peek(pool, query):
    conn = pool.getconn()  # step: acquired
    with conn.cursor() as cursor:  # step: used
        cursor.execute(query)
    pool.putconn(conn)  # error: [POOL101] # step: released
