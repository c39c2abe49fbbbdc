"""Many requests share one connection: returning it counts down, and a broken one is replaced later."""


class HostConnection:
    def __init__(self, session):
        self.session = session
        self.connection = None

    def return_connection(self, connection):
        connection.in_flight -= 1
        if connection.is_broken:
            self.session.submit(self._replace, connection)

    def _replace(self, connection):
        connection.close()
        self.connection = self.session.connect()
