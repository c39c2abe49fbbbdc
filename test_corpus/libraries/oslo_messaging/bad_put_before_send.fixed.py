"""The connection may send for somebody else."""
from oslo_messaging._drivers.pool import ConnectionPool


def notify(connections: ConnectionPool, topic, message):
    conn = connections.get()  # step: acquired
    try:
        conn.topic_send(topic, message)  # step: used
    finally:
        connections.put(conn)  # error: [POOL101] # step: released
