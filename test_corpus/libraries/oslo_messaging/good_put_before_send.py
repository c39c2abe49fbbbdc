"""The message has been sent."""
from oslo_messaging._drivers.pool import ConnectionPool


def notify(connections: ConnectionPool, topic, message):
    conn = connections.get()
    conn.topic_send(topic, message)
    connections.put(conn)
