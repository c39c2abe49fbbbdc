"""The handler around the call takes whatever leaves it."""
# select: ALL


class Pool:
    def __init__(self, check):
        self._check = check

    async def take(self, deadline):
        while True:
            conn = await self._getconn_unchecked(deadline)
            try:
                await self._examine(conn)
            except BaseException:
                await self._putconn(conn, broken=True)
                raise
            else:
                return conn

    async def _examine(self, conn):
        try:
            await self._check(conn)
        except Exception as error:
            print(error)
            raise
