"""The blocking pool puts what it gets in its queue: two callers own it."""
import redis


def ping(url):
    pool = redis.BlockingConnectionPool.from_url(url)
    connection = pool.get_connection()  # step: acquired
    try:
        connection.send_command("PING")
    except redis.ConnectionError:
        connection.disconnect()
    pool.release(connection)  # error: [POOL201] # step: released
