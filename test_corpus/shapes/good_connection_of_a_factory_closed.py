"""Closed on each way, after the last use. A factory's connection that nobody closes here is somebody else's,
and one of a library for mail is no connection of a database.
"""
# select: POOL101, POOL301

from app.db import get_connection
from app.mail import get_conn


def notices(query):
    conn = get_connection()
    try:
        conn.execute(query)
        return str(conn.total)
    finally:
        conn.close()


def first(query):
    conn = get_connection()
    if query.is_empty:
        return None
    return str(conn.execute(query))


def sent(message):
    conn = get_conn()
    if message.is_empty:
        return False
    conn.send(message)
    conn.close()
    return True
