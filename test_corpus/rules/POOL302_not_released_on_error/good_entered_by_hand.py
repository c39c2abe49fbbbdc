"""The manager that was entered by hand is left where what follows fails. Making a transaction sends nothing."""
# select: ALL

import asyncpg


class Transaction:
    def __init__(self, pool: asyncpg.Pool):
        self.pool = pool

    async def __aenter__(self):
        self.manager = self.pool.acquire()
        conn = await self.manager.__aenter__()
        self.transaction = conn.transaction()
        try:
            await self.transaction.__aenter__()
        except BaseException:
            await self.manager.__aexit__(None, None, None)
            raise
        return conn

    async def __aexit__(self, *error):
        try:
            await self.transaction.__aexit__(*error)
        finally:
            await self.manager.__aexit__(*error)
