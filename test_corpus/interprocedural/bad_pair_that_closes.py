"""`close_conn` takes what `get_conn` gives; neither can be seen."""
# select: ALL

from app.db import close_conn, get_conn


def total(query):
    conn = get_conn()  # error: [POOL302]  # step: acquired
    conn.execute(query)  # step: left
    close_conn(conn)  # error: [POOL101]  # step: released
    return conn.total  # step: used
