"""Unlike redis, valkey appends a connection that is released twice."""
import valkey


def ping(url):
    pool = valkey.ConnectionPool.from_url(url)
    connection = pool.get_connection("PING")  # step: acquired
    try:
        connection.send_command("PING")
    finally:
        pool.release(connection)  # error: [POOL201] # step: released
