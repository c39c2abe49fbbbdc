"""A connection that is pinned inside the block stays checked out at its end."""
from pymongo.synchronous.pool import Pool


def hold(sockets: Pool, message):
    with sockets.checkout() as conn:
        conn.pin_cursor()
    conn.send_message(message, 0)
    return conn
