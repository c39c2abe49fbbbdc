"""The handler around the call takes whatever leaves it."""
# select: ALL


class Taker:
    def __init__(self, pool, check):
        self._pool = pool
        self._check = check

    async def take(self, deadline):
        while True:
            conn = await self._pool.getconn(deadline)
            try:
                await self._examine(conn)
            except BaseException:
                await self._pool.putconn(conn)
                raise
            else:
                return conn

    async def _examine(self, conn):
        try:
            await self._check(conn)
        except Exception as error:
            print(error)
            raise
