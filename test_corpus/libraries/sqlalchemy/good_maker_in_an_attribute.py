"""The task is over when the block ends."""
# runtime: given sessionmaker = __import__("sqlalchemy.ext.asyncio", fromlist=["asyncio"]).async_sessionmaker(engine)

import asyncio
from contextlib import asynccontextmanager

from sqlalchemy import text


class Database:
    def __init__(self, sessionmaker):
        self._sessionmaker = sessionmaker

    @asynccontextmanager
    async def session(self):
        session = self._sessionmaker()
        try:
            yield session
        finally:
            await session.close()

    async def record(self, session, step):
        await session.execute(text("update steps set seen = now() where id = :id"), {"id": step})

    async def finish(self, step):
        async with self.session() as session:
            task = asyncio.create_task(self.record(session, step))
            await task
            await session.commit()
