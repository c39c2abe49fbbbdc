"""A closed session begins anew by itself: using it after `close` is legal."""
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

new_session = async_sessionmaker(create_async_engine("postgresql+asyncpg:///app"))


async def refresh(session, node):
    await session.refresh(node)


async def update(node):
    session = new_session()
    session.add(node)
    await session.commit()
    await session.close()
    await refresh(session, node)
