"""When the pool has no second connection, the first one is lost: the `try` begins behind the loop."""
# select: POOL302


def run(pool, commands):
    connections = {}
    for node in commands:  # step: left
        connections[node] = pool.get_connection(node)  # error: [POOL302]  # step: acquired
    try:
        return [conn.execute(commands[node]) for node, conn in connections.items()]
    finally:
        for conn in connections.values():
            pool.release(conn)
