"""Requests share a connection: who has returned one may go on with it."""
from cassandra.pool import HostConnection


def send(pool: HostConnection, message):
    connection, request = pool.borrow_connection(timeout=2)
    connection.send_msg(message, request)
    pool.return_connection(connection)
    return connection.is_closed
