"""The connection goes back in a `finally`."""
# select: ALL

from twisted.internet import defer


class ConnectionPool:
    def __init__(self, unused):
        self.unused = unused

    def select_connection(self):
        return self.unused.get()

    def return_connection(self, connection):
        self.unused.put(connection)

    @defer.inlineCallbacks
    def run_query(self, query):
        connection = yield self.select_connection()
        try:
            result = yield connection.run(query)
        finally:
            self.return_connection(connection)
        return result
