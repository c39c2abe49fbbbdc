"""A pool's own lock keeps takers out until the socket is reset; attributes are its books, in any place."""


class SocketPool:
    def __init__(self, connect, lock):
        self._free = []
        self._connect = connect
        self._lock = lock

    def take(self):
        with self._lock:
            return self._free.pop() if self._free else self._connect()

    def give(self, sock):
        with self._lock:
            self._free.append(sock)
            sock.setblocking(True)
        sock.in_use = False
