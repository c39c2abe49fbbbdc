"""The pool's own class: what is lent to several at a time is filed before it is handed out."""


class SharedPool:
    def __init__(self, connect):
        self._shared = []
        self._connect = connect

    def connection(self):
        if self._shared:
            conn = self._shared[0]
            del self._shared[0]
        else:
            conn = self._connect()
        self._shared.append(conn)
        return Wrapper(self, conn)

    def close(self):
        while self._shared:
            self._shared.pop().close()


class Wrapper:
    def __init__(self, pool, conn):
        self.pool = pool
        self.conn = conn
