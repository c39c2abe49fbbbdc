"""A reset that fails leaves with the connection."""
# select: POOL302


def run(pool, query):
    conn = pool.get_connection()  # error: [POOL302]  # step: acquired
    rows = conn.run(query)  # step: left
    pool.release(conn)  # step: released
    return rows
