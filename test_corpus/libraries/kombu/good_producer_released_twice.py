"""Only the `finally` releases."""
from kombu import Connection
from kombu.pools import connections


def publish(body):
    connection = connections[Connection("amqp://")].acquire(block=True)
    try:
        connection.SimpleQueue("jobs").put(body)
    finally:
        connection.release()
