"""The rows are fetched before the connection goes back; what stays in the dictionary is plain data."""
# select: POOL106


def batch(pool, queries):
    conn = pool.getconn()
    try:
        cursors = {}
        for key, query in queries.items():
            cursor = conn.cursor()
            cursor.execute(query)
            cursors[key] = cursor
        rows = {key: cursor.fetchone() for key, cursor in cursors.items()}
    finally:
        pool.putconn(conn)
    return {key: row[0] for key, row in rows.items()}
