"""The cursor lives off the connection and is read after the release; what an object lends is not followed."""


def read(pool):
    conn = pool.getconn()
    cursor = conn.cursor()
    cursor.execute("select 1")
    pool.putconn(conn)  # missed: [POOL101]
    return cursor.fetchall()
