"""The scalar is asked inside."""
from sqlalchemy.ext.asyncio import create_async_engine


async def total(url, query):
    engine = create_async_engine(url)
    async with engine.connect() as conn:
        await conn.execute(query)
        return await conn.scalar(query)
