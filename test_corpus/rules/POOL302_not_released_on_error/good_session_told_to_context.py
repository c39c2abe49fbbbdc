"""No cancellation comes into the shielded block, and a rollback that fails has given the connection back."""
# select: ALL

import contextvars
from contextlib import asynccontextmanager

import anyio
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

session_factory = async_sessionmaker(create_async_engine("postgresql+asyncpg:///app"))
current = contextvars.ContextVar("session")


@asynccontextmanager
async def session_context():
    session = session_factory()
    token = current.set(session)
    try:
        yield session
        await session.commit()
    finally:
        current.reset(token)
        with anyio.CancelScope(shield=True):
            await session.rollback()
            await session.close()
