"""No other task runs between the append and the reset: nothing is awaited there."""


class ConnectionPool:
    def __init__(self, connect):
        self._idle = []
        self._connect = connect

    async def take(self):
        return self._idle.pop() if self._idle else await self._connect()

    async def give(self, conn):
        self._idle.append(conn)
        conn.reset()

    def give_now(self, conn):
        self._idle.append(conn)
        conn.reset()
