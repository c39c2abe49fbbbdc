"""The commit is made."""
from eventsourcing.persistence import ConnectionPool


def record(connections: ConnectionPool, statement):
    conn = connections.get_connection(is_writer=True)
    conn.cursor().execute(statement)
    conn.commit()
    connections.put_connection(conn)
