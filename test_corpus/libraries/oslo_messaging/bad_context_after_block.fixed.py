"""A connection context that has been left raises InvalidRPCConnectionReuse."""
from oslo_messaging._drivers.common import ConnectionContext


def notify(pool, purpose, topic, message):
    with ConnectionContext(pool, purpose) as conn:  # step: acquired, released
        conn.ensure()
        conn.topic_send(topic, message)  # error: [POOL101] # step: used
