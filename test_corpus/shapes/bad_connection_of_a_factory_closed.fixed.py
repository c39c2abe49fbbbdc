"""A factory's name, and a connection that is closed: it is used after that, and kept by an early return."""
# select: POOL101, POOL301

from app.db import get_connection


def notices(query):
    conn = get_connection()  # step: acquired
    conn.execute(query)
    try:
        return conn.total  # step: used
    finally:
        conn.close()  # error: [POOL101]  # step: released


def first(query):
    conn = get_connection()  # error: [POOL301]  # step: acquired
    rows = conn.execute(query)
    if query.is_empty:
        conn.close()
        return None  # step: left
    conn.close()  # step: released
    return str(rows)
