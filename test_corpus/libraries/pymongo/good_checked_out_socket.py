"""The answer is received inside."""
from pymongo.synchronous.pool import Pool


def ping(sockets: Pool, message):
    with sockets.checkout() as conn:
        conn.send_message(message, 0)
        return conn.receive_message(None)
