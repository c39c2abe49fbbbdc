"""Closing what is broken raises nothing that anybody plans for."""
# select: POOL302


def run(pool, query):
    conn = pool.get_connection()
    clean = False
    try:
        rows = conn.run(query)
        clean = True
        return rows
    finally:
        if not clean:
            conn.close()
        pool.release(conn)
