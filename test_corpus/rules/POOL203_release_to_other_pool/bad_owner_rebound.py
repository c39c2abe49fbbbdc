"""The node is another one by the time that its pool gets the connection."""
# select: ALL


class Cluster:
    def __init__(self, nodes):
        self.nodes = nodes

    def run(self, slot, command):
        node = self.nodes.of(slot)
        conn = node.pool.get_connection()  # step: acquired
        try:
            return conn.send(command)
        except LookupError:
            node = self.nodes.refresh(slot)
            raise
        finally:
            node.pool.release(conn)  # error: [POOL203] # step: released
