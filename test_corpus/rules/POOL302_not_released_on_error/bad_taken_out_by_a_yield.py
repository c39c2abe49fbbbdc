"""A pool of Twisted takes a connection out of its own queue by a method, and a failing query keeps it."""
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
        connection = yield self.select_connection()  # error: [POOL302]  # step: acquired
        result = yield connection.run(query)  # step: left
        self.return_connection(connection)  # step: released
        return result
