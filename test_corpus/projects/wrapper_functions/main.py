"""The callers hold no word of the catalogue."""

from app import close_conn, connect


def late(query):
    conn = connect()
    close_conn(conn)  # error: [POOL101] "before its last use"
    return conn.execute(query)


def twice(query):
    conn = connect()
    try:
        return conn.execute(query).fetchall()
    finally:
        close_conn(conn)
        close_conn(conn)  # error: [POOL201]


def right(query):
    conn = connect()
    rows = conn.execute(query).fetchall()
    close_conn(conn)
    return rows
