"""`close_conn` takes the first of the two values that `get_conn` gives."""
# runtime: skip what an opaque function gives as a tuple is not for the oracle

from app.db import close_conn, get_conn


def total(query):
    conn, cursor = get_conn()  # step: acquired
    cursor.execute(query)
    try:
        return conn.total  # step: used
    finally:
        close_conn(conn, cursor)  # error: [POOL101]  # step: released
