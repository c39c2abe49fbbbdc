"""`get` gives a node that all share and nobody returns."""
from elastic_transport import NodePool


def ping(pool: NodePool):
    node = pool.get()
    pool.mark_dead(node)
    return node.perform_request("HEAD", "/")
