"""The pool's lock is free again, so the socket may have been taken by somebody else."""


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
            self._free.append(sock)  # error: [POOL101] # step: released
        sock.setblocking(True)  # step: used
