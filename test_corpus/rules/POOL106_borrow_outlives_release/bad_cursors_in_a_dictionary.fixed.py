"""The cursors wait in a dictionary, and are read when their connection has gone back."""
# select: POOL106


def batch(pool, queries):
    conn = pool.getconn()  # step: acquired
    try:
        cursors = {}
        for key, query in queries.items():
            cursor = conn.cursor()  # step: borrowed
            cursor.execute(query)
            cursors[key] = cursor
        return {key: cursor.fetchone() for key, cursor in cursors.items()}  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL106]  # step: released
