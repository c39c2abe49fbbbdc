"""The connection is in the queue again while its cursor is asked for."""
from django_db_geventpool.backends.pool import DatabaseConnectionPool


def ping(connections: DatabaseConnectionPool):
    conn = connections.get()  # step: acquired
    connections.put(conn)  # error: [POOL101] # step: released
    return conn.cursor()  # step: used
