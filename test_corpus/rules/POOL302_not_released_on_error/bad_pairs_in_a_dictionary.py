"""When the second connection can't be had, the first one stays with nobody."""
# select: POOL3


def run(nodes, commands):
    held = {}
    for command in commands:  # step: left
        node = nodes[command.slot]
        if node.name not in held:
            conn = node.pool.get_connection(command.name)  # error: [POOL302]  # step: acquired
            held[node.name] = (node, conn)
    for command in commands:
        held[nodes[command.slot].name][1].send(command)
    for node, conn in held.values():
        node.pool.release(conn)
