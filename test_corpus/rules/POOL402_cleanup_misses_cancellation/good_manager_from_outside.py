"""By hand as well, but on each way; and what other managers give is not lent."""
# select: ALL


class Transaction:
    def __init__(self, lease, patch):
        self._lease = lease
        self._patch = patch

    async def __aenter__(self):
        conn = await self._lease.__aenter__()
        try:
            self._inner = conn.transaction()
            return conn, await self._inner.__aenter__()
        except BaseException:
            await self._lease.__aexit__(None, None, None)
            raise

    def patched(self):
        value = self._patch.__enter__()
        if value.start():
            self._patch.__exit__(None, None, None)
        return value.name
