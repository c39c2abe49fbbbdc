"""The `finally` alone releases."""
import valkey


def ping(url):
    pool = valkey.ConnectionPool.from_url(url)
    connection = pool.get_connection("PING")
    try:
        connection.send_command("PING")
    finally:
        pool.release(connection)
