"""Where another object than the giver gets it back, or it comes with a key, nothing says that it was lent."""
# runtime: skip which of the two lends is not known to the oracle
# select: ALL


class Client:
    def __init__(self, manager, router):
        self.manager = manager
        self.router = router

    def run(self, operation):
        server = self.manager.get_available_server()
        if not server.ready:
            return None
        try:
            return server.run(operation)
        finally:
            self.router.release(server)

    def count(self, operation):
        server = self.manager.get_available_server()
        if not server.ready:
            return None
        self.manager.release(operation.key, server)
        return operation.key
