"""No `__aexit__` follows an `__aenter__` that fails: the manager inside has to be left by hand."""
# select: ALL

import asyncpg


class Transaction:
    def __init__(self, pool: asyncpg.Pool):
        self.pool = pool

    async def __aenter__(self):
        self.manager = self.pool.acquire()
        conn = await self.manager.__aenter__()  # error: [POOL302] # step: acquired
        try:
            self.transaction = conn.transaction()
            await self.transaction.__aenter__()  # step: left
            return conn
        except BaseException:
            await self.manager.release(conn)
            raise

    async def __aexit__(self, *error):
        try:
            await self.transaction.__aexit__(*error)
        finally:
            await self.manager.__aexit__(*error)
