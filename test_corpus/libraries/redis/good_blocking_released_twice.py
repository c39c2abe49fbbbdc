"""One release is left."""
import redis


def ping(url):
    pool = redis.BlockingConnectionPool.from_url(url)
    connection = pool.get_connection()
    try:
        connection.send_command("PING")
    except redis.ConnectionError:
        connection.disconnect()
    pool.release(connection)
