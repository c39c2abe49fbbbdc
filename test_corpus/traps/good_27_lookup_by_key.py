"""`get` with a key looks a shared object up; `put` under the same key keeps it there."""
# runtime: plain pool


def node_for(pool, name, connect):
    node = pool.get(name)
    if node is None:
        node = connect(name)
        pool.put(name, node)
    node.touch()
    return node
