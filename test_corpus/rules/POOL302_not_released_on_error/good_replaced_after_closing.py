"""Where the reset fails, the connection is closed, and a new one goes back in its place."""
# select: POOL302


def publish(connection_pool, message):
    connection = connection_pool.get()
    try:
        connection.send(message)
    finally:
        try:
            connection.reset()
        except Exception:
            connection.close()
            connection = connection_pool.create()
        finally:
            connection_pool.put(connection)
