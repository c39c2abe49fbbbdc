"""The connection may serve another recorder when it commits."""
from eventsourcing.persistence import ConnectionPool


def record(connections: ConnectionPool, statement):
    conn = connections.get_connection(is_writer=True)  # step: acquired
    conn.cursor().execute(statement)
    conn.commit()  # step: used
    connections.put_connection(conn)  # error: [POOL101] # step: released
