"""kombu's queue takes the same connection twice, and lends it to two callers."""
from kombu import Connection
from kombu.pools import connections


def publish(body):
    connection = connections[Connection("amqp://")].acquire(block=True)  # step: acquired
    try:
        connection.SimpleQueue("jobs").put(body)
    finally:
        connection.release()  # error: [POOL201] # step: released
