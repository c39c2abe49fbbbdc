"""A pool puts the socket on its free list, where another method takes it from, and then goes on with it."""


class SocketPool:
    def __init__(self, connect):
        self._free = []
        self._connect = connect

    def take(self):
        return self._free.pop() if self._free else self._connect()

    def give(self, sock):
        try:
            sock.setblocking(True)  # step: used
        finally:
            self._free.append(sock)  # error: [POOL101] # step: released
