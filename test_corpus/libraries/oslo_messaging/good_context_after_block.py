"""The message is sent inside."""
from oslo_messaging._drivers.common import ConnectionContext


def notify(pool, purpose, topic, message):
    with ConnectionContext(pool, purpose) as conn:
        conn.ensure()
        conn.topic_send(topic, message)
