"""What is closed may be replaced by another one; but an error in the reset replaces nothing here."""
# select: POOL302


def publish(connection_pool, message):
    connection = connection_pool.get()  # error: [POOL302] # step: acquired
    try:
        connection.send(message)
    finally:
        connection.reset()  # step: left
        connection_pool.put(connection)  # step: released
