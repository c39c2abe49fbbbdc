"""The driver's connection is checked in at the end of the block."""
from pymongo.synchronous.pool import Pool


def ping(sockets: Pool, message):
    with sockets.checkout() as conn:  # step: acquired, released
        conn.send_message(message, 0)
        return conn.receive_message(None)  # error: [POOL101] # step: used
