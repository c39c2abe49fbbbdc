"""Closed, what a pool lent is gone: a proxy has given it back, anything else is broken."""


def names(pool):
    conn = pool.get_connection()  # step: acquired
    cursor = conn.cursor()
    cursor.execute("select name from t")
    try:
        return conn.notices  # step: used
    finally:
        conn.close()  # error: [POOL101]  # step: released
