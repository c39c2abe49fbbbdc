"""`close_conn` takes what `get_conn` gives; neither can be seen."""
# select: ALL

from app.db import close_conn, get_conn


def total(query):
    conn = get_conn()  # error: [POOL302]  # step: acquired
    try:
        conn.execute(query)  # step: left
        return conn.total  # step: used
    finally:
        close_conn(conn)  # error: [POOL101]  # step: released
