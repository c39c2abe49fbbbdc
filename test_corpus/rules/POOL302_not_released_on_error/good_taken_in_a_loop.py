"""The loop stands inside the `try`: what was taken so far goes back."""
# select: POOL302


def run(pool, commands):
    connections = {}
    try:
        for node in commands:
            connections[node] = pool.get_connection(node)
        return [conn.execute(commands[node]) for node, conn in connections.items()]
    finally:
        for conn in connections.values():
            pool.release(conn)
