"""A manager that somebody else made is entered and left by hand: what it gives is lent in between."""
# select: ALL


class Transaction:
    def __init__(self, lease):
        self._lease = lease

    async def __aenter__(self):
        conn = await self._lease.__aenter__()  # error: [POOL402] # step: acquired
        try:
            self._inner = conn.transaction()
            return conn, await self._inner.__aenter__()  # step: left
        except Exception:  # step: left
            await self._lease.__aexit__(None, None, None)  # step: released
            raise
