"""After the append, the pool awaits with the connection: another task may take it meanwhile."""


class ConnectionPool:
    def __init__(self, connect, notify):
        self._idle = []
        self._connect = connect
        self._notify = notify

    async def take(self):
        return self._idle.pop() if self._idle else await self._connect()

    async def give(self, conn):
        try:
            await self._notify(conn)  # step: used
        finally:
            self._idle.append(conn)  # error: [POOL101] # step: released
