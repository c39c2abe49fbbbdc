"""The release comes first, and then a timer is set that fails the protocol."""


class Reader:
    def __init__(self, loop, connector, protocol):
        self.loop = loop
        self.connector = connector
        self.protocol = protocol

    def on_eof(self, request):
        protocol = self.protocol
        self.connector.release(protocol)  # error: [POOL102] # step: released
        self.loop.call_later(30, lambda: protocol.fail("read timeout"))
