"""The block of the cursor ends before the connection is put back."""


def peek(pool, query):
    conn = pool.getconn()
    with conn.cursor() as cursor:
        cursor.execute(query)
    pool.putconn(conn)
