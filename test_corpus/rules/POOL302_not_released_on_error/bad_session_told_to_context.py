"""A context variable shows the session to who is called; it is still this block that has to close it.

A cancellation during the rollback skips that.
"""
# select: ALL

import contextvars
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

session_factory = async_sessionmaker(create_async_engine("postgresql+asyncpg:///app"))
current = contextvars.ContextVar("session")


@asynccontextmanager
async def session_context():
    session = session_factory()  # error: [POOL302]  # step: acquired
    token = current.set(session)
    try:
        yield session
        await session.commit()
    finally:
        await session.rollback()  # step: left
        current.reset(token)
        await session.close()  # step: released
