"""What is closed under another noun is another thing, and numbers are no objects."""
# select: ALL

from app.db import close_conn, close_window, get_conn, get_window_id


def total(query):
    conn = get_conn()
    try:
        conn.execute(query)
        return str(conn.total)
    finally:
        close_conn(conn)


def title(screen):
    number = get_window_id(screen)
    close_window(number)
    return str(number)
