"""The reply is read before the release."""
import redis

POOL = redis.ConnectionPool()


def ping():
    connection = POOL.get_connection()
    connection.send_command("PING")
    reply = connection.read_response()
    POOL.release(connection)
    return reply
