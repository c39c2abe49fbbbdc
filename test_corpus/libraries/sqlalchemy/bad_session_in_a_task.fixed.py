"""A closed session begins anew by itself, but a task and its parent then share it: that is the fault."""
import asyncio

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

new_session = async_sessionmaker(create_async_engine("postgresql+asyncpg:///app"))


async def refresh(session, node):
    await session.refresh(node)


async def update(node):
    session = new_session()  # step: acquired
    session.add(node)
    await session.commit()
    task = asyncio.create_task(refresh(session, node))  # step: deferred
    await asyncio.wait([task])
    await session.close()  # error: [POOL104] # step: released
