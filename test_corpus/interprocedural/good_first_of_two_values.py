"""The last use stands above; what comes second is not what is closed."""

from app.db import close_conn, get_conn


def total(query):
    conn, cursor = get_conn()
    cursor.execute(query)
    found = conn.total
    close_conn(conn)
    return found, cursor.query
