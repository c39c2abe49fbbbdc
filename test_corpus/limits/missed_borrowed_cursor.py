"""The cursor lives off the connection and is read after the release; only POOL106, in preview, looks there."""


def read(pool):
    conn = pool.getconn()
    cursor = conn.cursor()
    cursor.execute("select 1")
    pool.putconn(conn)  # missed: [POOL101]
    return cursor.fetchall()
