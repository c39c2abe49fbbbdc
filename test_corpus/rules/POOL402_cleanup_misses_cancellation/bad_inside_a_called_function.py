"""A cancellation inside a called function passes by its handler and by the one around the call."""
# select: ALL


class Taker:
    def __init__(self, pool, check):
        self._pool = pool
        self._check = check

    async def take(self, deadline):
        while True:
            conn = await self._pool.getconn(deadline)  # error: [POOL402] # step: acquired
            try:
                await self._examine(conn)  # step: left
            except Exception:  # step: left
                await self._pool.putconn(conn)  # step: released
            else:
                return conn

    async def _examine(self, conn):
        try:
            await self._check(conn)
        except Exception as error:
            print(error)
            raise
