"""The block has closed the connection of the asynchronous engine."""
from sqlalchemy.ext.asyncio import create_async_engine


async def total(url, query):
    engine = create_async_engine(url)
    async with engine.connect() as conn:  # step: acquired, released
        await conn.execute(query)
        return await conn.scalar(query)  # error: [POOL101] # step: used
