from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

engine = create_async_engine("x")
session_factory = async_sessionmaker(engine)


async def get_db():
    async with session_factory() as session:
        yield session
