"""The inside of a pool: the class appends to its own free list and keeps its own books on the object."""


class SocketStore:
    def __init__(self):
        self._free = []

    def give(self, sock):
        self._free.append(sock)
        sock.in_use = False
