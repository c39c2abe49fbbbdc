"""What a manager gives by a verb of its own is lent if the same manager takes it back by a strong one."""
# select: ALL


class Client:
    def __init__(self, manager):
        self.manager = manager

    def run(self, operation):
        server = self.manager.get_available_server()  # error: [POOL301] # step: acquired
        if not server.ready:
            self.manager.release(server)
            return None  # step: left
        try:
            return server.run(operation)
        finally:
            self.manager.release(server)  # step: released
