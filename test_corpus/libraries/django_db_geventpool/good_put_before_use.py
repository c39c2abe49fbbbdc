"""It is put back at the end."""
from django_db_geventpool.backends.pool import DatabaseConnectionPool


def ping(connections: DatabaseConnectionPool):
    conn = connections.get()
    try:
        conn.cursor().execute("select 1")
    finally:
        connections.put(conn)
