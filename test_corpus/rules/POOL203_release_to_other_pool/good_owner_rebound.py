"""The pool was remembered before the node changed."""
# select: ALL


class Cluster:
    def __init__(self, nodes):
        self.nodes = nodes

    def run(self, slot, command):
        node = self.nodes.of(slot)
        pool = node.pool
        conn = pool.get_connection()
        try:
            return conn.send(command)
        except LookupError:
            node = self.nodes.refresh(slot)
            raise
        finally:
            pool.release(conn)
