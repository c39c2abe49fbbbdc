"""The timer only fails the request."""


class Reader:
    def __init__(self, loop, connector, protocol):
        self.loop = loop
        self.connector = connector
        self.protocol = protocol

    def on_eof(self, request):
        protocol = self.protocol
        self.connector.release(protocol)
        self.loop.call_later(30, lambda: request.fail("read timeout"))
