"""The connection may send for somebody else."""
from oslo_messaging._drivers.pool import ConnectionPool


def notify(connections: ConnectionPool, topic, message):
    conn = connections.get()  # step: acquired
    connections.put(conn)  # error: [POOL101] # step: released
    conn.topic_send(topic, message)  # step: used
