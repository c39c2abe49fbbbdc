"""A cancellation inside a called function passes by its handler and by the one around the call."""
# select: ALL


class Pool:
    def __init__(self, check):
        self._check = check

    async def take(self, deadline):
        while True:
            conn = await self._getconn_unchecked(deadline)  # error: [POOL402] # step: acquired
            try:
                await self._examine(conn)  # step: left
            except Exception:  # step: left
                await self._putconn(conn, broken=True)  # step: released
            else:
                return conn

    async def _examine(self, conn):
        try:
            await self._check(conn)
        except Exception as error:
            print(error)
            raise
