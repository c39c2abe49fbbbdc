"""The connection of the pool is released before the reply was read: another client reads it."""
import redis

POOL = redis.ConnectionPool()


def ping():
    connection = POOL.get_connection()  # step: acquired
    connection.send_command("PING")
    try:
        return connection.read_response()  # step: used
    finally:
        POOL.release(connection)  # error: [POOL101] # step: released
