"""The connection is pinned when the end of the block has checked it in."""
from pymongo.synchronous.pool import Pool


def hold(sockets: Pool, message):
    with sockets.checkout() as conn:  # step: acquired, released
        conn.send_message(message, 0)
    conn.pin_cursor()  # error: [POOL101]  # step: used
    return conn
