"""Each connection stands in a tuple of the dictionary, and all of them are given back."""
# select: POOL3


def run(nodes, commands):
    held = {}
    try:
        for command in commands:
            node = nodes[command.slot]
            if node.name not in held:
                conn = node.pool.get_connection(command.name)
                held[node.name] = (node, conn)
        for command in commands:
            held[nodes[command.slot].name][1].send(command)
    finally:
        for node, conn in held.values():
            node.pool.release(conn)
